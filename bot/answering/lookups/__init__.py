"""Whether words that someone quotes stand in the reports; `bot.answering.lookups.lookup` is its door."""
