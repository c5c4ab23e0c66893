"""From a question to an answer made of checked quotations; knows neither Telegram nor the terminal."""
