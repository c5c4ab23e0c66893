"""Every sentence about asking: stages, what cannot be read, stopping, asking again, and what the bot can see.

They stand here in English; the catalogues in `bot/languages` translate them.
"""

from collections.abc import Mapping
from enum import StrEnum

from bot.answering.stages import Stage
from bot.answering.translations.wording import UNDERWAY, UNDERWAY_NOW
from bot.languages.speech import Speech

STAGES: Mapping[Stage, str] = {
    Stage.READING: "Reading your question…",
    Stage.SEARCHING: "Searching the reports…",
    Stage.CHOOSING: "Choosing the quotations…",
    Stage.CHECKING: "Checking every quotation…",
    Stage.WRITING: "Writing the answer…",
    Stage.TRANSLATING: UNDERWAY,
}
WAITING = "Waiting for a free moment, since others asked before you…"

NO_WORDS = "Ask me something about the reports in a sentence of your own; /start shows what is here."


class Kind(StrEnum):
    """What a message is that holds no text to answer."""

    VOICE = "voice"
    AUDIO = "audio"
    VIDEO = "video"
    VIDEO_NOTE = "video_note"
    ANIMATION = "animation"
    PHOTO = "photo"
    STICKER = "sticker"
    VENUE = "venue"
    LOCATION = "location"
    CONTACT = "contact"
    POLL = "poll"
    DICE = "dice"
    GAME = "game"
    STORY = "story"
    CHECKLIST = "checklist"
    DOCUMENT = "document"
    OTHER = "other"


UNUSABLE: Mapping[Kind, str] = {
    Kind.VOICE: "I cannot listen to voice messages; write your question, and I look it up in the reports.",
    Kind.AUDIO: "I cannot listen to recordings; write your question, and I look it up in the reports.",
    Kind.VIDEO: "I cannot watch videos; write what you want to know, and I look it up in the reports.",
    Kind.VIDEO_NOTE: "I cannot watch video messages; write your question, and I look it up in the reports.",
    Kind.ANIMATION: "I cannot watch animations; write your question in words, and I look it up in the reports.",
    Kind.PHOTO: "I cannot look at pictures; write what you want to know as a message of its own.",
    Kind.STICKER: "Thank you for the sticker, but I only read words; write your question as a message.",
    Kind.VENUE: "I cannot look up places on a map; ask about one by its name, and I look it up in the reports.",
    Kind.LOCATION: "I cannot look up places on a map; ask about one by its name, and I look it up in the reports.",
    Kind.CONTACT: "I cannot look people up by a contact; ask about them by name, and I look them up in the reports.",
    Kind.POLL: "I take no part in polls; write your question as a message, and I look it up in the reports.",
    Kind.DICE: "I do not play; write your question as a message, and I look it up in the reports.",
    Kind.GAME: "I do not play; write your question as a message, and I look it up in the reports.",
    Kind.STORY: "I cannot look at stories; write what you want to know, and I look it up in the reports.",
    Kind.CHECKLIST: "I cannot work through lists; write one question as a message, and I look it up in the reports.",
    Kind.DOCUMENT: "I read no files here; write your question as a message, and I look it up in the reports.",
    Kind.OTHER: "I only read text; write your question as a message, and I look it up in the reports.",
}

STOPPED = "Stopped, as you asked; this question is not answered."
STOPPED_QUESTION = "Stopped: “{question}” is not answered."
STOPPED_MANY = (
    "Stopped: your {count} question is not answered.",
    "Stopped: none of your {count} questions is answered.",
)
TOO_LATE = "It is too late to stop that; the answer is on its way to you."
NOTHING_TO_STOP = "There is nothing to stop: no question of yours is being answered here."
NOTHING_BUT_WAITING = "No question of yours is being answered here yet; one that still waits its turn is dropped."

EDITED = "You changed this question."
ANSWER_AGAIN = "Answer again"
AGAIN_GOING = "That question is being answered already."
AGAIN_NOT_YOURS = "Only whoever asked this question can have it answered again."
AGAIN_GONE = "The question is gone, so it cannot be answered again; please write it anew."
AGAIN_NOTHING = "There is no question in that message any more."

STATUS_PRIVATE = "Here, every text that you write to me is a question, and I see nothing but this chat."
STATUS_GROUP = "Here I answer /ask, a message that names me and a reply to one of mine, and nothing else."
STATUS_TOPIC = "What is asked in this topic is answered in it, and leans on nothing that is said in the others."
SEES_PRIVACY = (
    "Telegram’s privacy mode is on for me, so of this group I get only commands, replies to me and messages that name "
    "me."
)
SEES_ADMIN = (
    "I am an admin of this group, so Telegram passes every message on to me; what is not meant for me I forget at once."
)
SEES_ALL = (
    "Telegram’s privacy mode is off for me, so I get every message of this group; what is not meant for me I forget at "
    "once."
)
SEES_UNKNOWN = "Telegram did not tell me just now what I get to see of this group; please ask again in a minute."
NOT_ADMIN = "I am no admin here and need not be."
RESTRICTED = "I am restricted in this group, so I may be unable to answer."
GOING = "Your question “{question}” has been under way for {seconds}: {stage}"
STAGE_WORDS: Mapping[Stage | None, str] = {
    None: "it waits for its turn.",
    Stage.READING: "it is being read.",
    Stage.SEARCHING: "the reports are being searched.",
    Stage.CHOOSING: "quotations are being chosen.",
    Stage.CHECKING: "the quotations are being checked.",
    Stage.WRITING: "the answer is being written.",
    Stage.TRANSLATING: UNDERWAY_NOW,
}
GOING_OTHERS = "Questions under way now, everybody’s together: {count}."
TOOK = "The last {count} answers took {middle} in the middle and {longest} at most, from my beginning to your answer."
TOOK_ONE = "The last answer took {middle}."
TOOK_NONE = "I have answered nothing since I was started, so I cannot say how long an answer takes."
SECONDS = ("{count} second", "{count} seconds")
TENTHS = "{whole}.{tenth} seconds"


def format_seconds(speech: Speech, seconds: float) -> str:
    """Give “0.4 seconds”, “1 second” or “12 seconds”: tenths below ten."""
    tenths = round(10 * seconds)
    if tenths >= 100 or tenths % 10 == 0:
        return speech.count(*SECONDS, round(seconds))
    return speech.say(TENTHS, whole=tenths // 10, tenth=tenths % 10)
