"""How a language model's endpoint is asked, and what its failures mean; `bot.answering.language_model` is its door."""
