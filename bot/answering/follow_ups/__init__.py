"""What a question leaves to the conversation, and how it is put back; `bot.answering.understanding` is its door."""
