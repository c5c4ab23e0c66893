"""How editors and admins change reports that stand, from a private chat with the bot.

    command | which report | why, or the new wording | what will happen, with a button | pressed | one transaction

Nothing changes before the press. A press acts on what was seen: when the report has changed meanwhile, nothing is done.
"""
