"""What a message says to the bot: pure functions from Telegram's message, which send and keep nothing."""

import re
from dataclasses import dataclass

from telegram import Message, MessageEntity, MessageOriginUser
from telegram.ext.filters import MessageFilter

from bot.answering.answers import Answer, Refusal
from bot.chat.asking.questioning import holds_question, holds_words
from bot.chat.markup import count_units

RECORD_BUTTON = re.compile(r"[sw]:([A-Za-z0-9_-]{1,50})(?::|\Z)")
GAP = re.compile(r" +([,.:;?!])")
URGENT = r"(?i)/(?:cancel|status)(?:@{name})?(?:\s|\Z)"
MENTIONS: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
STYLES = {
    MessageEntity.BOLD,
    MessageEntity.ITALIC,
    MessageEntity.UNDERLINE,
    MessageEntity.STRIKETHROUGH,
    MessageEntity.SPOILER,
    MessageEntity.CUSTOM_EMOJI,
}
LONGEST_QUOTE = 1024
SHORTEST_PASSAGE = 40
"""A passage that was marked in fewer characters says too little by itself."""


class ToBot(MessageFilter):
    """Lets through what a group asks the bot: by a mention of its name, or a reply to one of its messages."""

    def filter(self, message: Message) -> bool:
        """Whether the message is for the bot and asks something."""
        return asks_bot(message)


class ReplyToBot(MessageFilter):
    """Lets through what a person sends in reply to one of the bot's messages."""

    def filter(self, message: Message) -> bool:
        """Whether it is such a reply."""
        return is_reply_to_bot(message) and is_of_person(message)


class ByName(MessageFilter):
    """Lets through a command that names the bot, as in /help@this_bot."""

    def filter(self, message: Message) -> bool:
        """Whether it does, and a person wrote it; a command that names another bot has been left out before."""
        return is_of_person(message) and "@" in (message.text or "").split(maxsplit=1)[0]


class OfPerson(MessageFilter):
    """Lets through what people write, in a group too; see `is_of_person`."""

    def filter(self, message: Message) -> bool:
        """Whether a person wrote it."""
        return is_of_person(message)


@dataclass(frozen=True, slots=True)
class AskedWords:
    """What a message asks: the question, and the words of the message that hold it, where they stand in one piece."""

    question: str
    quote: str | None = None


def is_of_person(message: Message) -> bool:
    """Whether a person wrote a message here and now.

    Not a post that a channel's group gets by itself, not what another bot writes, and not what somebody took from
    this bot's own inline results.
    """
    if message.is_automatic_forward or (message.via_bot and message.via_bot.id == message.get_bot().id):
        return False
    return message.sender_chat is not None or message.from_user is None or not message.from_user.is_bot


def asks_bot(message: Message) -> bool:
    """Whether a group's message is for the bot and holds a question."""
    mentions, replies = find_mentions(message), is_reply_to_bot(message)
    if not is_of_person(message) or not (mentions or replies):
        return False
    text = cut_mentions(message)
    if mentions:
        return holds_question(text, addressed=speaks_to_bot(message, mentions[0]))
    return not begins_with_mention(message) and holds_question(text, addressed=True)


def speaks_to_bot(message: Message, mention: MessageEntity) -> bool:
    """Whether nothing but a greeting stands before a mention, so that it speaks to the bot, or the message replies."""
    data = get_words(message).encode("utf-16-le")
    before = data[: 2 * mention.offset].decode("utf-16-le")
    return is_reply_to_bot(message) or not holds_words(before)


def begins_with_mention(message: Message) -> bool:
    """Whether a message begins with somebody's name, so that it is for them."""
    entities = message.entities or message.caption_entities
    return any(entity.type in MENTIONS and entity.offset == 0 for entity in entities)


def read_asked(message: Message) -> AskedWords:
    """Give what a message asks beside the bot's name, whether it holds a question or not."""
    question = cut_mentions(message)
    return AskedWords(question, find_quote(message, question))


def read_argument(message: Message) -> AskedWords:
    """Give what stands after a command, or in the message to which a bare command replies."""
    words = "".join((message.text or "").split(maxsplit=1)[1:]).strip()
    return AskedWords(words, find_quote(message, words)) if words else AskedWords(find_argument(message))


def read_question(message: Message) -> AskedWords:
    """Give what a message asks, whichever way it does: /ask, plain words, or beside the bot's name; as it stands now.

    A command other than /ask asks nothing.
    """
    words = (message.text or "").lstrip()
    if not words.startswith("/"):
        return read_asked(message)
    return read_argument(message) if re.match(r"/ask(?:@\w+)?(?:\s|\Z)", words, re.IGNORECASE) else AskedWords("")


def is_urgent(message: Message) -> bool:
    """Whether a message is a command about what is under way, which must not wait until that is over."""
    return re.match(URGENT.format(name=re.escape(message.get_bot().username)), message.text or "") is not None


def find_quote(message: Message, words: str) -> str | None:
    """Give the words as a quotation of their message, or None where Telegram would not take them for one."""
    text = message.text or ""
    styled = any(entity.type in STYLES for entity in message.entities)
    if styled or not words or words not in text or count_units(words) > LONGEST_QUOTE:
        return None
    return words


def find_argument(message: Message) -> str:
    """Give the text after a command, or that of the message to which a bare command replies, as far as it is marked."""
    words = "".join((message.text or "").split(maxsplit=1)[1:]).strip()
    replied = message.reply_to_message
    if words or replied is None or is_topic_start(replied):
        return words
    marked = message.quote.text if message.quote else ""
    return (marked or get_words(replied)).strip()


def find_mentions(message: Message) -> list[MessageEntity]:
    """Give the places at which a message names the bot."""
    bot = message.get_bot()
    named = message.parse_entities(MENTIONS) if message.text else message.parse_caption_entities(MENTIONS)
    return [
        entity
        for entity, name in named.items()
        if (entity.user.id == bot.id if entity.user else name.lower() == bot.name.lower())
    ]


def cut_mentions(message: Message) -> str:
    """Give the text without the bot's own name."""
    data = get_words(message).encode("utf-16-le")
    for entity in sorted(find_mentions(message), key=lambda found: found.offset, reverse=True):
        data = data[: 2 * entity.offset] + data[2 * (entity.offset + entity.length) :]
    rest = GAP.sub(r"\1", re.sub(" {2,}", " ", data.decode("utf-16-le")))
    return rest.strip(" ,:\n\t")


def get_words(message: Message) -> str:
    """Give the text of a message, or what stands under its picture or file."""
    return message.text or message.caption or ""


def is_reply_to_bot(message: Message) -> bool:
    """Whether a message replies to the bot; in a topic, every message formally replies to the topic's beginning."""
    replied = message.reply_to_message
    author = replied.from_user if replied and not is_topic_start(replied) else None
    return author is not None and author.id == message.get_bot().id


def is_reply_from_elsewhere(message: Message) -> bool:
    """Whether a message replies to one that the bot wrote in another chat."""
    origin = message.external_reply.origin if message.external_reply else None
    return isinstance(origin, MessageOriginUser) and origin.sender_user.id == message.get_bot().id


def find_passage(message: Message, record: Answer | Refusal | None) -> str | None:
    """Give the words of the bot's own message that a reply marked, or None.

    Of few words, the quotation of the record that they stand in is given.
    """
    if message.quote is None or not (is_reply_to_bot(message) or is_reply_from_elsewhere(message)):
        return None
    marked = " ".join(message.quote.text.split())
    if record is None or len(marked) >= SHORTEST_PASSAGE:
        return marked or None
    citations = record.nearest if isinstance(record, Refusal) else record.citations
    quoted = (" ".join(citation.quote.text.split()) for citation in citations)
    return next((text for text in quoted if marked in text), marked) or None


def find_record_id(message: Message | None) -> str | None:
    """Give the id of the record that one of the bot's messages shows, which its buttons carry, or None."""
    rows = message.reply_markup.inline_keyboard if message and message.reply_markup else ()
    found = (RECORD_BUTTON.match(str(button.callback_data)) for row in rows for button in row)
    return next((match[1] for match in found if match), None)


def is_topic_start(message: Message) -> bool:
    """Whether a message is the notice with which a topic begins."""
    return message.forum_topic_created is not None
