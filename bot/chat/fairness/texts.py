"""Every sentence about fair use and bans."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.answering.wording import format_count
from bot.fair_use import DAY, HOUR, Judgement, Verdict
from bot.keeping_wording import format_moment
from bot.state.bans import BanVerdict

ONE_AT_A_TIME = (
    "One at a time, please: I am still busy with your other questions and leave this one out, as I do with any that "
    "follow before then; send it again when they are answered."
)
PERSON_LIMIT = "You have asked {count} within {span}, as many as one person may; the next is free {when}."
GROUP_LIMIT = "{count} within {span} were asked in this group, as many as one group may; the next is free {when}."
ASK_AGAIN = "You had asked as much as one may; please ask this again."
SPANS = {HOUR: "an hour", DAY: "a day"}

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
BANS = "Banned: {count:,}"
BAN_LINE = " · since {since}, by {by}"
MORE_BANS = "and {count:,} more, which `onrecord bans` shows"

TOKENS_SPENT = (
    "The tokens of all people together for the language model are spent for today, so answers are quotations alone "
    "until {until}. OPENAI_TOKENS_A_DAY sets how many there are."
)


def format_objection(judgement: Judgement, now: datetime) -> str:
    """Say why a question is not answered, and from when on the next one is."""
    if judgement.verdict is Verdict.CROWDED:
        return ONE_AT_A_TIME
    if judgement.limit is None or judgement.free_at is None:
        return ASK_AGAIN
    count = format_count(judgement.limit.most, "question")
    sentence = GROUP_LIMIT if judgement.verdict is Verdict.GROUP else PERSON_LIMIT
    return sentence.format(count=count, span=SPANS[judgement.limit.span], when=format_wait(judgement.free_at, now))


def format_wait(until: datetime, now: datetime) -> str:
    """Give “at 27 November 2026, 15:04 UTC, in 12 minutes”; the minute named is never too early."""
    minute = until.replace(second=0, microsecond=0)
    named = minute if minute == until else minute + timedelta(minutes=1)
    return f"at {format_moment(named)}, in {format_span(until - now)}"


def format_span(span: timedelta) -> str:
    """Give “12 minutes” or “3 hours”, rounded up."""
    minutes = max(1, -(-int(span.total_seconds()) // 60))
    return format_count(minutes, "minute") if minutes < 120 else format_count(-(-minutes // 60), "hour")
