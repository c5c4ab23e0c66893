"""Asking in a chat: what counts as a question, how far its answer has come, how it is stopped or asked again.

    message | meant for the bot? holds a question? | under way, shown stage by stage | answered, or stopped

In a group the bot answers /ask, a mention and a reply, and nothing else; where those hold no question it is silent.
"""
