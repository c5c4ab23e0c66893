"""Finding one's way in Telegram, in whole conversations: one bot process, all of it real but for the answers."""

import json
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.backup import write_backup
from bot.home import Home
from bot.state import State
from bot.state.people import Role
from corpus.database import Database
from tests.bot.test_chat_talk import ask, press, wait_for_reply
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer

COMMAND = (sys.executable, "-m", "tests.bot.scripted_chat")
ADMIN = 7
EXPECTED = ("terminated by other getUpdates", "not modified", "query is too old")
RIGHT_TO_LEFT_MARK = "\u200f"
CODES = ("", "fa", "ar", "he", "es", "fr")


@pytest.fixture(scope="module")
def server():
    with TelegramServer() as running:
        yield running
    assert [call for call in running.refusals if not any(words in call.description for words in EXPECTED)] == []


@pytest.fixture(scope="module")
def bot(server, tmp_path_factory):
    with BotProcess(server, tmp_path_factory.mktemp("guide") / "home", admin_ids=[ADMIN], command=COMMAND) as running:
        yield running


@pytest.fixture(scope="module")
def state(bot):
    with closing(Database(Home(bot.home).database_url)) as database:
        yield State.of(database)


@pytest.fixture(scope="module")
def numbers():
    return iter(range(8_100_000_001, 8_200_000_000))


@pytest.fixture
def meet(bot, server, numbers):
    def meet(language_code="en", name="Ann"):
        return server.person(next(numbers), name, username=None, language_code=language_code)

    return meet


def see_change(server, message, words):
    """A message of the bot once it holds these words, by editing."""
    return server.wait_for(
        lambda: words in (now := server.message(message.chat_id, message.id)).text and now, 15, f"“{words}”"
    )


def find_menu(server, scope, code=""):
    """The names and lines of a menu, or None where none is set."""
    with server.world.changed:
        found = server.world.settings.get(("commands", json.dumps(scope, sort_keys=True), code))
    return found and {each["command"]: each["description"] for each in found}


def of_chat(person):
    return {"chat_id": person.id, "type": "chat"}


def test_general_menus_and_descriptions_are_told_by_scope_and_language(server, bot):
    places = [{"type": kind} for kind in ("default", "all_private_chats", "all_group_chats")]
    server.wait_for(lambda: ("short_description", "fr") in server.world.settings, 10, "the last of it")
    menus = {(place["type"], code): find_menu(server, place, code) for place in places for code in CODES}
    assert all(menus.values())
    private, groups = menus["all_private_chats", ""], menus["all_group_chats", ""]
    assert {"ask", "sources", "language", "privacy", "forget"} <= private.keys()
    assert "forget" not in groups
    assert "privacy" in groups
    assert groups["ask"] == private["ask"]
    assert menus["all_private_chats", "he"]["sources"] == "הדיווחים שבאוסף, לפי כלי תקשורת ולפי תאריך"
    described = {name: [server.world.settings[name, code] for code in CODES] for name in ("description",)}
    assert len(set(described["description"])) == len(CODES)
    assert server.world.settings["short_description", "fa"].startswith("پاسخ از گزارش‌های برگزیده")


@pytest.mark.parametrize(
    ("code", "shelf", "label"),
    [
        (
            "fa-IR",
            "این مجموعه ۱۶ گزارش از ۴ رسانه دارد و تازه‌ترین آن‌ها به تاریخ ۲۱ اسفند ۱۴۰۴ (۱۲ مارس ۲۰۲۶) است.",
            "پرسش ۱",
        ),
        ("ar", "في هذه المكتبة 16 تقريرًا من 4 وسائل إعلام، وأحدثها بتاريخ 12 مارس 2026.", "السؤال 1"),
        ("he", "באוסף 16 דיווחים מתוך 4 כלי תקשורת, והחדש שבהם מיום 12 במרץ 2026.", "שאלה 1"),
        (
            "es",
            "La colección contiene 16 informes de 4 medios; el más reciente es del 12 de marzo de 2026.",
            "Preguntar 1",
        ),
        (
            "fr",
            "La collection contient 16 articles de 4 médias\u00a0; le plus récent date du 12 mars 2026.",
            "Demander 1",
        ),
        ("de", "The shelf holds 16 reports from 4 outlets, the newest of 12 March 2026.", "Ask 1"),
        (None, "The shelf holds 16 reports from 4 outlets, the newest of 12 March 2026.", "Ask 1"),
    ],
)
def test_start_is_in_the_language_of_the_persons_telegram(server, meet, code, shelf, label):
    ann = meet(code)
    start = ask(server, ann, "/start")
    assert shelf in start.text
    assert len(start.parts("code")) == len(start.labels) == 3
    press(server, ann, start, label)
    answer = wait_for_reply(server, ann, start, start.parts("code")[0])
    assert answer.quotations


def test_help_in_a_language_from_the_right_begins_each_command_there(server, meet, state):
    ann = meet("he")
    text = ask(server, ann, "/help").text
    lines = [line for line in text.splitlines() if "/" in line]
    assert len(lines) >= 9
    assert all(line.startswith(f"{RIGHT_TO_LEFT_MARK}/") for line in lines)
    assert f"{RIGHT_TO_LEFT_MARK}/find מילים — " in text
    state.people.grant(ann.id, Role.EDITOR, "terminal")
    text = ask(server, ann, "/help").text
    assert "לעורכים: שלחו קובץ" in text
    assert f"{RIGHT_TO_LEFT_MARK}\u2068/gaps\u2069 — " in text


def test_new_is_said_in_the_language_of_the_person(server, meet):
    assert ask(server, meet("es"), "/new").text.startswith("Empieza una conversación nueva")


def test_language_is_chosen_by_a_button_and_the_menu_of_the_chat_follows_at_once(server, meet, state):
    ann = meet()
    shown = ask(server, ann, "/language")
    assert shown.text == "In which language shall I speak to you?"
    assert shown.labels == ["English", "فارسی", "العربية", "עברית", "Español", "Français", "✓ As in my Telegram"]
    press(server, ann, shown, "فارسی")
    chosen = see_change(server, shown, "از این پس با شما فارسی حرف می‌زنم.")
    assert "هر پاسخ به زبان سؤالش نوشته می‌شود." in chosen.text
    assert chosen.labels[1] == "✓ فارسی"
    server.wait_for(lambda: find_menu(server, of_chat(ann)), 1, "the menu")
    assert find_menu(server, of_chat(ann))["help"] == "راهنمای استفاده"
    assert "این مجموعه" in ask(server, ann, "/start").text
    assert state.preferences.find_language(ann.id) == "fa"
    press(server, ann, chosen, "مانند تلگرام من")
    back = see_change(server, shown, "From now on I speak the language of your Telegram")
    assert back.labels[-1] == "✓ As in my Telegram"
    server.wait_for(lambda: find_menu(server, of_chat(ann)) is None, 1, "the menu to be taken back")
    assert "The shelf holds" in ask(server, ann, "/start").text


def test_language_that_is_named_and_pages_of_a_search_outlive_a_restart(server, meet, bot, state):
    ann = meet("fr")
    chosen = ask(server, ann, "/language english")
    assert chosen.text.startswith("I speak English to you from now on.\n\nAn answer is worded in the language of its")
    first = ask(server, ann, "/sources filler")
    assert first.text.startswith("Looked for: filler · 12 reports · page 1 of 2")
    bot.restart()
    press(server, ann, first, "2 ›")
    see_change(server, first, "page 2 of 2")
    with state.people._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM searches").scalar() == 0
    assert "The shelf holds" in ask(server, ann, "/start").text
    unknown = ask(server, ann, "/language klingon")
    assert unknown.text == "I do not speak that language yet; these I do:"
    assert unknown.labels[0] == "✓ English"


def test_language_of_one_person_is_not_that_of_another(server, meet):
    ann, bo = meet(), meet()
    shown = ask(server, bo, "/language")
    pressed = ann.sends_callback(shown, "la:fa")
    server.wait_for(lambda: pressed.answered, 10, "the notice")
    assert "The shelf holds" in ask(server, bo, "/start").text
    forged = bo.sends_callback(shown, "la:xx")
    server.wait_for(lambda: forged.notice, 10, "the notice")
    assert forged.notice == "This button is no longer in use."


def test_in_a_group_the_guide_answers_only_to_its_name_and_keeps_what_is_private_out(server, meet):
    ann, group = meet(), server.group(-100_77, "Readers")
    for name in ("sources", "language", "privacy", "forget", "start", "help"):
        ann.says(f"/{name}", group=group)
    sent = ann.says("/language@onrecord_test_bot", group=group)
    assert wait_for_reply(server, group, sent).text == "I do this only in a private chat with me."
    sent = ann.says("/forget@onrecord_test_bot", group=group)
    assert wait_for_reply(server, group, sent).text == "I do this only in a private chat with me."
    sent = ann.says("/sources@onrecord_test_bot", group=group)
    assert "The Courier — 2 reports" in wait_for_reply(server, group, sent).text
    assert len([message for message in group.messages if message.from_bot]) == 3


@pytest.mark.slow
def test_menu_of_a_keeper_comes_with_the_role_and_goes_with_it(server, meet, state):
    ann = meet()
    ask(server, ann, "/whoami")
    state.people.grant(ann.id, Role.EDITOR, "terminal")
    server.wait_for(lambda: find_menu(server, of_chat(ann), "fr"), 10, "the menu")
    assert find_menu(server, of_chat(ann))["gaps"] == "Questions that no report answers"
    assert find_menu(server, of_chat(ann), "fr")["gaps"] == "Les questions auxquelles aucun article ne répond"
    assert "grant" not in find_menu(server, of_chat(ann))
    state.people.grant(ann.id, Role.ADMIN, "terminal")
    server.wait_for(lambda: "grant" in find_menu(server, of_chat(ann)), 10, "more of it")
    state.people.revoke(ann.id, "terminal")
    server.wait_for(lambda: not any(find_menu(server, of_chat(ann), code) for code in CODES), 10, "no menu")


def test_sources_lead_from_outlets_to_reports_by_date_and_back(server, meet):
    ann = meet()
    first = ask(server, ann, "/sources")
    assert first.text.startswith("The shelf holds 16 reports from 4 outlets, the newest of 12 March 2026.\n\n")
    assert (
        "Press Agency — 1 report, 12 March 2026\nThe Courier — 2 reports, 11 March 2026\nWeekly — 12 reports, undated"
        in first.text
    )
    assert first.labels == ["Press Agency", "The Courier", "Weekly", "\u2068نیلوفر\u2069", "By date"]
    press(server, ann, first, "By date")
    dated = see_change(server, first, "By date · 16 reports · page 1 of 2")
    lines = dated.text.splitlines()[2:]
    assert lines[:2] == ["12 March 2026 · Guild denies · Press Agency", "11 March 2026 · Ferry adrift · The Courier"]
    assert len(lines) == 8
    assert all(url.startswith("https://t.me/onrecord_test_bot?start=r_") for _, url in dated.links)
    press(server, ann, dated, "2 ›")
    second = see_change(server, first, "page 2 of 2")
    press(server, ann, second, "By outlet")
    again = see_change(server, first, "The shelf holds")
    press(server, ann, again, "Weekly")
    weekly = see_change(server, first, "Weekly · 12 reports · page 1 of 2")
    assert weekly.labels == ["2 ›", "By outlet"]
    beyond = ann.sends_callback(weekly, weekly.button("2 ›")["callback_data"][:-1] + "999")
    see_change(server, first, "Weekly · 12 reports · page 2 of 2")
    assert beyond.notice == ""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ferry", ["Ferry adrift"]),
        ("outlet:courier 2026-03", ["Ferry adrift"]),
        ("March 2026", ["Guild denies", "Ferry adrift"]),
        ("نيلوفر", ["کشتی رها شد"]),
        ("{}", []),
        ("outlet:week{ly} filler", []),
    ],
)
def test_sources_are_searched(server, meet, words, found):
    page = ask(server, meet(), f"/sources {words}")
    assert [title for title, _ in page.links] == [f"\u2068{each}\u2069" if each > "ā" else each for each in found]
    assert found or page.text.startswith("No report on this shelf is what you look for")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("since:yesterday", "“yesterday” is no date; write it like 2026-03-11, 2026-03 or March 2026."),
        ("x" * 55, "That is too much to look for; write fewer words, for example: /sources ferry March 2026"),
    ],
)
def test_search_that_makes_no_sense_gets_one_sentence(server, meet, words, sentence):
    reply = ask(server, meet(), f"/sources {words}")
    assert reply.text == sentence
    assert reply.labels == []


def test_button_of_an_outlet_that_is_gone_says_so(server, meet):
    ann = meet("fr")
    pressed = ann.sends_callback(ask(server, ann, "/help"), "po:0123456789abcdef:0")
    server.wait_for(lambda: pressed.notice, 10, "the notice")
    assert pressed.notice == "Cette liste n’existe plus\u00a0; envoyez /sources pour en voir une nouvelle."


def test_privacy_says_what_is_kept_and_how_long(server, meet):
    text = ask(server, meet(), "/privacy").text
    assert text.startswith(
        "What this bot keeps of you\n\n• Your questions and their answers, under your Telegram number"
    )
    assert "up to 3 days when something went wrong" in text
    assert text.endswith("/forget deletes what is kept of you.")
    assert ask(server, meet("ar"), "/privacy").text.startswith("ما يحفظه هذا البوت عنك")


def read_files(home):
    """Everything in the data folder's database: the file, and what lies beside it."""
    return b"".join(file.read_bytes() for file in Path(home).glob("catalogue.db*"))


def test_forget_deletes_everything_from_the_file_its_log_and_later_backups(server, meet, bot, tmp_path):
    ann, group = meet(name="Zephyrine"), server.group(-100_78, "Readers")
    answer = ask(server, ann, "ferry, said the quagga?")
    ask(server, ann, "nothing of the quagga?")
    asked = ann.says("/ask ferry in the quagga group?", group=group)
    wait_for_reply(server, group, asked)
    ask(server, ann, "/language english")
    server.wait_for(lambda: find_menu(server, of_chat(ann)), 5, "the menu")
    before = read_files(bot.home)
    assert all(words in before for words in (b"quagga", f"telegram:{ann.id}".encode()))
    shown = ask(server, ann, "/forget")
    assert shown.parts("bold")[0].startswith("Shall I delete everything that is kept of you? That is 3 questions with")
    assert shown.labels == ["Delete everything", "Leave it"]
    assert b"quagga" in read_files(bot.home)
    press(server, ann, shown, "Delete everything")
    done = see_change(server, shown, "It is deleted. If you write to me again, I know nothing of you from before.")
    assert done.labels == []
    assert find_menu(server, of_chat(ann)) is None
    words = (b"quagga", b"Zephyrine", f"telegram:{ann.id}".encode(), f":{ann.id}".encode())
    server.wait_for(lambda: not any(each in read_files(bot.home) for each in words), 10, "the end of every byte")
    backup = tmp_path / "after.backup"
    write_backup(Home(bot.home), backup)
    assert [each for each in words if each in backup.read_bytes()] == []
    pressed = ann.presses(answer, "1 · The Courier")
    server.wait_for(lambda: pressed.notice, 10, "the notice")
    assert "no longer kept" in pressed.notice
    assert "no role here" in ask(server, ann, "/whoami").text


def test_forget_waits_for_what_is_being_answered_and_deletes_that_too(server, meet, state):
    ann = meet()
    shown = ask(server, ann, "/forget")
    question = ann.says("ferry slow?")
    press(server, ann, shown, "Delete everything")
    wait_for_reply(server, ann, question, "broke loose")
    see_change(server, shown, "It is deleted.")
    assert state.forgettings.count_questions(ann.id) == 0
    server.wait_for(lambda: state.forgettings.list_waiting() == [], 5, "the end of the request")


def test_forget_that_is_left_or_pressed_by_another_deletes_nothing(server, meet, state):
    ann, bo = meet(), meet()
    ask(server, ann, "ferry?")
    shown = ask(server, ann, "/forget")
    data = shown.button("Delete everything")["callback_data"]
    greeting = ask(server, bo, "/help")
    pressed = bo.sends_callback(greeting, data)
    server.wait_for(lambda: pressed.notice, 10, "the notice")
    assert pressed.notice == "This button counts no longer; send /forget again."
    press(server, ann, shown, "Leave it")
    see_change(server, shown, "Left as it was; nothing was deleted.")
    again = ann.sends_callback(shown, data)
    server.wait_for(lambda: again.notice, 10, "the notice")
    assert again.notice == "This button counts no longer; send /forget again."
    assert state.forgettings.count_questions(ann.id) == 1


@pytest.mark.slow
def test_role_outlives_forgetting_and_its_menu_comes_back(server, meet, state):
    ann = meet()
    state.people.grant(ann.id, Role.EDITOR, "terminal")
    shown = ask(server, ann, "/forget")
    server.wait_for(lambda: find_menu(server, of_chat(ann)), 10, "the menu")
    press(server, ann, shown, "Delete everything")
    see_change(server, shown, "It is deleted.")
    assert "You are an editor" in ask(server, ann, "/whoami").text
    server.wait_for(lambda: "gaps" in (find_menu(server, of_chat(ann)) or {}), 10, "the menu")


@pytest.mark.slow
def test_forgetting_that_was_cut_short_is_carried_out_after_the_next_start(server, meet, bot, state):
    ann = meet()
    shown = ask(server, ann, "/forget")
    late = bot.home / "late"
    ann.says("ferry late quagga?")
    server.wait_for(late.exists, 15, "the answer on its way")
    press(server, ann, shown, "Delete everything")
    see_change(server, shown, "Deleting what is kept of you…")
    bot.kill()
    late.unlink()
    bot.start()
    see_change(server, shown, "It is deleted.")
    assert state.forgettings.count_questions(ann.id) == 0
    server.wait_for(lambda: b"quagga" not in read_files(bot.home), 10, "the end of every byte")
