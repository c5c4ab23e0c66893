"""How speech is read out of a report: words, phrases, verbs of saying, and names; `corpus.attribution` is its door."""
