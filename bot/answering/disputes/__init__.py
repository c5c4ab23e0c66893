"""Who says what about the same thing, and whether it can all be so; `bot.answering.positions` is its door."""
