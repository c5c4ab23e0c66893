"""The commands of the terminal: what they take, what they do with it and how they show it. Nothing heavy on import."""
