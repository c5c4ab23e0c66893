"""How words that mean a day, a month or a year are read; `corpus.dates` is its door."""
