"""Which messages are questions, as far as can be seen when they come in, before anybody deals with them."""

from telegram import Chat, Message, Update

from bot.chat.asking.messages import ToBot

QUESTION_COMMANDS = frozenset({"ask", "find", "follow"})
TO_BOT = ToBot()


def is_question(update: Update) -> bool:
    """Whether a new message asks something: plain words meant for the bot, or a command that looks something up."""
    message = update.message
    if message is None or not message.text:
        return False
    if message.text.startswith("/"):
        return find_command(message.text) in QUESTION_COMMANDS
    return is_for_bot(message)


def is_for_bot(message: Message) -> bool:
    """Whether words are meant for the bot: all in a private chat, in a group those that name it or reply to it."""
    return message.chat.type == Chat.PRIVATE or TO_BOT.filter(message)


def find_command(text: str) -> str:
    """Give the name of the command with which a text begins, as in “/ask@this_bot what …”."""
    return text.split(maxsplit=1)[0].removeprefix("/").partition("@")[0].lower()
