"""Telling the admins, once a day, that the tokens of all people together for the language model are spent."""

from bot.answering.answers import Answer, Refusal, Spent
from bot.chat.fairness import texts
from bot.chat.room import Room
from bot.keeping_wording import format_moment
from bot.state.notices import Draft


async def tell_spent(room: Room, record: Answer | Refusal) -> None:
    """Tell the admins when a record was worded by no language model since nobody has tokens left."""
    spent = record.receipt.spent
    if spent is not None and spent.by_everybody:
        await room.workers.record(put_notices, room, spent)


def put_notices(room: Room, spent: Spent) -> None:
    """Keep a notice to each admin of this moment, unless they were told about this day; it blocks."""
    text = texts.TOKENS_SPENT.format(until=format_moment(spent.until))
    day = f"{spent.until:%Y-%m-%d}"
    people = [f"telegram:{number}" for number in room.rights.list_admins()]
    room.state.notices.put_all([Draft(person, f"tokens-spent:{day}:{person}", text) for person in people])
