"""What the bot remembers: answers given, messages waiting, gaps, offers and jobs; each a table of its own."""
