"""Every sentence about fair use and bans."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.fair_use import DAY, HOUR, Judgement, Verdict
from bot.languages.speech import Speech
from bot.state.bans import BanVerdict

ONE_AT_A_TIME = (
    "One at a time, please: I am still busy with your other questions and leave this one out, as I do with any that "
    "follow before then; send it again when they are answered."
)
PERSON_LIMIT = "You have asked {count} within {span}, as many as one person may; the next is free {when}."
GROUP_LIMIT = "{count} within {span} were asked in this group, as many as one group may; the next is free {when}."
ASK_AGAIN = "You had asked as much as one may; please ask this again."
SPANS: Mapping[timedelta, str] = {HOUR: "an hour", DAY: "a day"}
WAIT = "at {moment}, in {span}"
MOMENT = "{day}, {time} UTC"
QUESTIONS = ("{count} question", "{count} questions")
MINUTES = ("{count} minute", "{count} minutes")
HOURS = ("{count} hour", "{count} hours")

BANNED_PERSON = (
    "You are banned here, so I answer nothing; the admins of this shelf can lift that by your number, {number}."
)
BANNED_CHAT = (
    "This chat is banned here, so I answer nothing in it; the admins of this shelf can lift that by its number, "
    "{number}."
)

BAN_USAGE = (
    "Write the number after the command, and why if you like, for example: /ban 123456789 sells tickets; the number of "
    "a group or channel begins with a minus. Or reply with /ban to a message or contact of theirs that you forwarded "
    "to me."
)
UNBAN_USAGE = "Write the number after the command, for example: /unban 123456789; /bans shows the numbers."
IS_BANNED = (
    "{number} is banned now: they are told once that I answer nothing, and then nothing any more. /unban takes it back."
)
IS_UNBANNED = "{number} is served again."
VERDICTS: Mapping[BanVerdict, str] = {
    BanVerdict.NOT_ADMIN: "You are no admin of this shelf now, so nothing was changed.",
    BanVerdict.ADMIN: "{number} is an admin, and admins cannot be banned; take the role away first.",
    BanVerdict.UNCHANGED: "{number} is banned already.",
}
NOT_BANNED = "{number} is not banned; /bans shows who is."
NOBODY_BANNED = "Nobody is banned; /ban does that."
BANS = "Banned: {count}"
BAN_LINE = "since {since}, by {by}"
MORE_BANS = "and {count} more, which {command} shows"

TOKENS_SPENT = (
    "The tokens of all people together for the language model are spent for today, so answers are quotations alone "
    "until {until}. {setting} sets how many there are."
)


def format_objection(speech: Speech, judgement: Judgement, now: datetime) -> str:
    """Say why a question is not answered, and from when on the next one is."""
    if judgement.verdict is Verdict.CROWDED:
        return speech.say(ONE_AT_A_TIME)
    if judgement.limit is None or judgement.free_at is None:
        return speech.say(ASK_AGAIN)
    sentence = GROUP_LIMIT if judgement.verdict is Verdict.GROUP else PERSON_LIMIT
    count, span = speech.count(*QUESTIONS, judgement.limit.most), speech.say(SPANS[judgement.limit.span])
    return speech.say(sentence, count=count, span=span, when=format_wait(speech, judgement.free_at, now))


def format_wait(speech: Speech, until: datetime, now: datetime) -> str:
    """Give “at 27 November 2026, 15:04 UTC, in 12 minutes”; the minute named is never too early."""
    minute = until.replace(second=0, microsecond=0)
    named = minute if minute == until else minute + timedelta(minutes=1)
    return speech.say(WAIT, moment=format_moment(speech, named), span=format_span(speech, until - now))


def format_span(speech: Speech, span: timedelta) -> str:
    """Give “12 minutes” or “3 hours”, rounded up."""
    minutes = max(1, -(-int(span.total_seconds()) // 60))
    return speech.count(*MINUTES, minutes) if minutes < 120 else speech.count(*HOURS, -(-minutes // 60))


def format_moment(speech: Speech, moment: datetime) -> str:
    """Give “27 November 2026, 15:04 UTC”."""
    return speech.say(MOMENT, day=moment.date(), time=speech.format_digits(f"{moment:%H:%M}"))
