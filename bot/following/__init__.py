"""Following a question: it is asked again when the shelf has changed, and its followers are told what differs.

Nothing here knows Telegram. What counts as a change of an answer is decided by pure code in `bot.following.changes`.
"""
