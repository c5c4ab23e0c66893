"""How a sentence is held against a question: what it lacks, what it turns round, who did what in it."""
