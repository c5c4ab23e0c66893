"""What editors and admins meet in the chat who speak Hebrew and Persian: documents and the shelf in their language.

One bot process, all of it real but for the answers, which follow `scripted_chat`.
"""

import sys

import pytest

from bot.chat.curating import texts as curating
from bot.chat.shelf import gap_wording
from bot.chat.standing import texts as standing
from bot.languages.language import Language
from bot.languages.speech import get_speech
from bot.offering.detail_wording import LABELS
from bot.state.people import Role
from corpus.publishing import Action
from tests.bot.asked_chat import wait_for_reply
from tests.bot.open_home import opened
from tests.bot.untranslated import find_untranslated
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer

COMMAND = (sys.executable, "-m", "tests.bot.scripted_chat")
PERSIAN_ADMIN, HEBREW_ADMIN, EDITOR = 7, 9, 8
HEBREW, PERSIAN = get_speech(Language.HEBREW), get_speech(Language.PERSIAN)
EXPECTED = ("query is too old", "terminated by other getUpdates", "not modified")
# fmt: off
NAMES = (
    "The Weir Post", "Dana Levi", "Tarn Gate pier", "pier.md", "pier", "ferry.txt", "report:ferry", "ferry", "script",
    "nosuchthing", "outlet:Courier", "since:", "status:withdrawn", "person:", "action:withdraw", "action:grant",
    "onrecord list", "onrecord gaps", "/gaps filled", "/gaps dismissed", "/gaps fill 3 ID", "/gaps fill 1 ID",
    "/gaps dismiss", "/gaps reopen", "\u2068he\u2069", "\u2068en\u2069", "\u2068fa\u2069",
)
# fmt: on
STORY = "המזח בשער טארן נסגר ביום שני. איש לא נפגע. המהנדסים מצאו אחד עשר עמודים רקובים, ויעבדו שם עד הקיץ."
PIER = f"---\nid: pier\ntitle: Tarn Gate pier\npublisher: The Weir Post\n---\n\n{STORY}"


@pytest.fixture(scope="module")
def server():
    with TelegramServer() as running:
        yield running


@pytest.fixture(scope="module")
def bot(server, tmp_path_factory):
    home = tmp_path_factory.mktemp("editors") / "home"
    with BotProcess(server, home, admin_ids=[PERSIAN_ADMIN, HEBREW_ADMIN], command=COMMAND) as running:
        with opened(running) as (state, _):
            state.people.grant(EDITOR, Role.EDITOR, "telegram:7")
        yield running


@pytest.fixture
def dana(bot, server):
    return server.person(HEBREW_ADMIN, "דנה", username=None, language_code="he")


@pytest.fixture
def mina(bot, server):
    return server.person(PERSIAN_ADMIN, "مینا", username=None, language_code="fa")


@pytest.fixture(autouse=True)
def nothing_is_refused(server):
    before = len(server.refusals)
    yield
    refusals = [call for call in server.refusals[before:] if not any(words in call.description for words in EXPECTED)]
    assert refusals == []


@pytest.fixture
def shown(server):
    """What the bot showed from now on in Latin letters that is no name."""
    before = len(server.calls)
    return lambda: find_untranslated(server.calls[before:], NAMES)


def change(server, person, message, label, words):
    """Press a button; gives the message once it holds these words."""
    person.presses(message, label)
    found = lambda: (now := server.message(person.id, message.id)) and words in now.text and now  # noqa: E731
    return server.wait_for(found, 15, f"“{words}”")


def reply(server, person, message, words):
    """Press a button; gives the message that is sent on it."""
    person.presses(message, words)
    return wait_for_reply(server, person, message)


def test_document_is_offered_edited_published_replaced_and_withdrawn_in_hebrew(server, bot, dana, shown):
    say = HEBREW.say
    preview = wait_for_reply(server, dana, dana.sends_file("pier.md", PIER.encode(), caption="מחבר: Dana Levi"))
    assert "כלי תקשורת: \u2068The Weir Post\u2069 (מן הכותר שבראש המסמך)" in preview.text
    assert "\u2068Dana Levi\u2069 (נמסר על ידיכם)" in preview.text
    assert say("No report on the shelf is like it.") in preview.text
    dana.presses(preview, say(curating.EDIT))
    server.wait_for(lambda: say(LABELS["published"]) in server.message(dana.id, preview.id).labels, 10, "the details")
    asked = reply(server, dana, server.message(dana.id, preview.id), say(LABELS["published"]))
    told = wait_for_reply(server, dana, dana.says("2026-03-17", reply_to=asked))
    assert told.text == say(curating.DETAIL_SET["published"], value=say("{day}", day="17 במרץ 2026"))
    added = change(server, dana, server.message(dana.id, preview.id), say(curating.ADD), "נוסף במזהה")
    assert added.text.startswith("״\u2068Tarn Gate pier\u2069״ נוסף במזהה \u2068pier\u2069.")

    reworded = PIER.replace("אחד עשר עמודים", "תשעה עמודים").encode()
    proposed = wait_for_reply(server, dana, dana.sends_file("pier.md", reworded, caption="/replace pier"))
    assert say(standing.WILL_REPLACE, new=2, old=1) in proposed.text
    change(server, dana, proposed, say(standing.YES[Action.REPLACE]), "יש נוסח חדש")
    asked = wait_for_reply(server, dana, dana.says("/withdraw pier"))
    ruled = wait_for_reply(server, dana, dana.says("הסיפור הומצא.", reply_to=asked))
    assert say(standing.REASON, note="הסיפור הומצא.") in ruled.text
    done = change(server, dana, ruled, say(standing.YES[Action.WITHDRAW]), "הוסר ואינו מצוטט עוד")
    assert "הסיפור הומצא." in done.text
    history = wait_for_reply(server, dana, dana.says("/history pier"))
    assert "\u2068pier\u2069, גרסה 2, הוסר" in history.text
    assert shown() == []


def test_what_makes_no_sense_is_said_in_hebrew(server, dana, shown):
    listed = wait_for_reply(server, dana, dana.says("/correct filler"))
    assert listed.text.startswith(HEBREW.say(standing.CHOOSE_FOUND))
    asked = reply(server, dana, listed, "Filler 0")
    assert asked.text.startswith("מה היה שגוי ב״\u2068Filler 0\u2069״")
    for words in ("/add", "/restore ferry", "/withdraw nosuchthing", "/gaps nonsense", "/gaps fill 9 ferry"):
        wait_for_reply(server, dana, dana.says(words))
    photo = {"photo": [{"file_id": "x", "file_unique_id": "y", "width": 9, "height": 9}]}
    origin = {"type": "hidden_user", "sender_user_name": "דן", "date": 1_773_100_800}
    wait_for_reply(server, dana, dana.forwards(photo, origin))
    assert shown() == []


def test_pages_of_the_shelf_are_in_persian(server, bot, mina, numbers, shown):
    reader = server.person(next(numbers), "سارا", username=None, language_code="fa")
    wait_for_reply(server, reader, reader.says("چه کسی ناقوس بندر را زد nothing"))
    listed = wait_for_reply(server, mina, mina.says("/reports ferry"))
    assert listed.text.startswith("۱ گزارش · ")
    card = reply(server, mina, listed, "۱ · Ferry adrift")
    assert "شناسه: ferry\nرسانه: \u2068The Courier\u2069\n" in card.text
    assert "۲۰ اسفند ۱۴۰۴ (۱۱ مارس ۲۰۲۶)" in card.text
    pages = wait_for_reply(server, mina, mina.says("/reports"))
    assert "صفحهٔ ۱ از " in pages.text
    change(server, mina, pages, "۲ ›", "صفحهٔ ۲ از ")
    assert "گزارش‌ها: " in wait_for_reply(server, mina, mina.says("/stats")).text
    log = wait_for_reply(server, mina, mina.says("/log action:grant"))
    assert f"شخص \u2068{PERSIAN_ADMIN}\u2069 نقشی داد: \u2068{EDITOR}\u2069: بدون نقش ← ویراستار" in log.text
    gaps = wait_for_reply(server, mina, mina.says("/gaps"))
    assert gaps.text.startswith(PERSIAN.count(*gap_wording.GAPS_COUNTED["open"], 1))
    gap = reply(server, mina, gaps, "۱ · \u2068چه کسی ناقوس")
    assert gap.text.startswith("سؤال بی‌پاسخ ۱\nیک بار پرسیده شده، از سوی ۱ نفر، ")
    trial = wait_for_reply(server, mina, mina.says("/gaps fill 1 ferry"))
    filled = change(server, mina, trial, PERSIAN.say(gap_wording.FILL_YES), "پاسخ یافت")
    assert "به ۱ نفر خبر داده می‌شود" in filled.text
    told = lambda: next((each for each in reader.messages if "Ferry adrift" in each.text), None)  # noqa: E731
    assert server.wait_for(told, 10, "the notice").text.startswith("گزارشی دربارهٔ آنچه پرسیده بودید اکنون")
    assert [each for each in shown() if "nothing" not in each] == []
