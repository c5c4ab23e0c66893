"""What people type behind the bot's name in any chat, and the quotations that they are offered for it."""
