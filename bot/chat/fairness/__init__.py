"""Fair use: how much somebody may ask, whom the bot serves no longer, and where it can no longer write.

Whether a question is answered is asked in one place (`admitting`), whom the bot hears in another (`hearing`), and what
goes out passes a third (`doorkeeping`).
"""
