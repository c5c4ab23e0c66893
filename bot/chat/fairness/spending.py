"""Telling the admins, once a day, that the tokens of all people together for the language model are spent."""

from bot.answering.answers import Answer, Refusal, Spent
from bot.chat.fairness import texts
from bot.chat.room import Room
from bot.languages.speech import get_speech
from bot.state.notices import Draft

SETTING = "OPENAI_TOKENS_A_DAY"


async def tell_spent(room: Room, record: Answer | Refusal) -> None:
    """Tell the admins when a record was worded by no language model since nobody has tokens left."""
    spent = record.receipt.spent
    if spent is not None and spent.by_everybody:
        await room.workers.record(put_notices, room, spent)


def put_notices(room: Room, spent: Spent) -> None:
    """Keep a notice to each admin of this moment, unless they were told about this day; it blocks."""
    day, drafts = f"{spent.until:%Y-%m-%d}", []
    for number in room.rights.list_admins():
        speech = get_speech(room.state.preferences.find_spoken(number).language)
        until = texts.format_moment(speech, spent.until)
        text = speech.say(texts.TOKENS_SPENT, until=until, setting=SETTING)
        drafts.append(Draft(f"telegram:{number}", f"tokens-spent:{day}:telegram:{number}", text))
    room.state.notices.put_all(drafts)
