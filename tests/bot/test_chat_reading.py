"""Reading beside an answer, and saying what one thinks of it: whole conversations with one bot process.

Records and reports are put into the bot's database beside it, as another process does.
"""

import sys
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.answering.answers import Answer, Question, Quote, Receipt, Statement
from bot.answering.layout import number_quotes
from bot.chat.deep_links import answer_payload, passage_payload, report_payload
from bot.state.people import Role
from corpus.originals import Originals
from corpus.publishing import Desk
from corpus.reports import Report
from tests.bot.open_home import opened
from tests.bot.test_chat_talk import ask, press
from tests.bot_process import BotProcess
from tests.telegram_server import TelegramServer

COMMAND = (sys.executable, "-m", "tests.bot.scripted_chat")
ADMIN, EDITOR = 7, 8
EXPECTED = ("query is too old", "terminated by other getUpdates", "not modified")
SCAN = b"%PDF-1.7 the scanned minutes"
BODY = "\n\n".join(f"Paragraph {number} of the minutes tells of {'piles and ' * 40}ropes." for number in range(12))


@pytest.fixture(scope="module")
def server():
    with TelegramServer() as running:
        yield running
    assert [call for call in running.refusals if not any(words in call.description for words in EXPECTED)] == []


@pytest.fixture(scope="module")
def bot(server, tmp_path_factory):
    home = tmp_path_factory.mktemp("reading") / "home"
    with BotProcess(server, home, admin_ids=[ADMIN], command=COMMAND) as running:
        with opened(running) as (state, _):
            state.people.grant(EDITOR, Role.EDITOR, "test")
        yield running


@pytest.fixture
def shelve(bot, numbers):
    """Gives what puts a report on the shelf, with the original that it came from."""

    def put(body=BODY, **details):
        report_id = f"minutes.{next(numbers)}"
        digest = Originals(bot.home / "originals").keep(SCAN)
        report = Report(report_id, 1, "Minutes", body, "Weir Board", None, date(2026, 3, 13), digest=digest)
        report = replace(report, **details)
        with opened(bot) as (_, catalogue):
            desk = Desk(catalogue)
            desk.stage_report(report, "minutes.pdf", "test")
            desk.publish(report_id, 1, "test")
        return report

    return put


def replace_report(bot, report, body):
    with opened(bot) as (_, catalogue):
        desk = Desk(catalogue)
        staged = desk.stage_replacement(replace(report, body=body), "minutes.pdf", "test")
        desk.publish(report.id, staged.version, "test")


def withdraw_report(bot, report):
    with opened(bot) as (_, catalogue):
        Desk(catalogue).withdraw(report.id, "It was made up.", "test")


@pytest.fixture
def keep_answer(bot, numbers):
    """Gives what keeps an answer that quotes the first words of a report, and what else was read for it."""

    def keep(report, *words, read=()):
        quotes = [Quote.cut(report, at := report.body.index(each), at + len(each)) for each in words]
        citations = number_quotes(quotes)
        receipt = Receipt("", tuple(read), (), (), (), "script", 1.0)
        statements = tuple(Statement(f"Said in {each.number}.", (each.number,)) for each in citations)
        answer = Answer(f"kept-{next(numbers)}", Question("What was said?"), statements, citations, receipt)
        with opened(bot) as (state, _):
            state.answers.save(answer, "telegram:5")
        return answer

    return keep


def wait_for(server, chat, sent, words=""):
    """The first message of the bot after one that was sent, once it holds these words."""

    def find():
        replies = [message for message in chat.messages if message.from_bot and message.id > sent.id]
        return next((each for each in replies if words in each.text and each.text != "…"), None)

    return server.wait_for(find, 15, f"“{words}”")


def wait_for_change(server, person, message):
    """A message once it shows something else."""

    def find():
        now = server.message(person.id, message.id)
        return now if now.text != message.text else None

    return server.wait_for(find, 10, "another page")


def open_link(server, person, url, words=""):
    payload = parse_qs(urlsplit(url).query)["start"][0]
    return wait_for(server, person, person.says(f"/start {payload}"), words)


def open_payload(server, person, payload, words=""):
    return wait_for(server, person, person.says(f"/start {payload}"), words)


def test_number_of_a_citation_opens_its_passage_from_anywhere(server, ann, numbers):
    answer = ask(server, ann, "ferry and guild?")
    links = dict(answer.links)
    assert set(links) == {"[1]", "[2]", "Guild denies"}
    assert links["[1]"].startswith("https://t.me/onrecord_test_bot?start=c_1_")
    bob = server.person(next(numbers), "Bob", username=None)
    passage = open_link(server, bob, links["[2]"], "[2] Guild denies")
    assert passage.parts("bold") == ["Guild denies", "“We did not cut it."]
    assert passage.labels == ["Original page", "Copy citation"]
    assert passage.button("Original page")["url"] == "https://agency.example/guild"
    assert dict(passage.links)["[2]"] == links["[2]"]


def test_citation_is_copied_with_its_date_and_link(server, ann):
    answer = ask(server, ann, "guild?")
    copied = answer.button("Copy citation")["copy_text"]["text"]
    assert copied == "“We did not cut it. — Press Agency, “Guild denies”, 12 March 2026. https://agency.example/guild"


def test_reader_reads_on_to_both_ends_of_a_report(server, ann, shelve):
    report = shelve()
    page = open_payload(server, ann, report_payload(report.id), "Paragraph 0")
    assert page.text.startswith("Minutes\nWeir Board · 13 March 2026\n")
    assert page.labels == ["After ›", "Original file"]
    read = [page.quotations[0].strip("… ")]
    while "After ›" in page.labels:
        press(server, ann, page, "After ›")
        page = wait_for_change(server, ann, page)
        read.append(page.quotations[0].strip("… "))
    assert "".join("".join(read).split()) == "".join(report.body.split())
    press(server, ann, page, "‹ Before")
    server.wait_for(lambda: "After ›" in server.message(ann.id, page.id).labels, 10, "the page before")


def test_original_file_is_sent_as_it_came(server, ann, shelve):
    report = shelve()
    page = open_payload(server, ann, report_payload(report.id), "Paragraph 0")
    press(server, ann, page, "Original file")
    sent = server.wait_for(lambda: next((each for each in ann.messages if each.document), None), 10, "the file")
    assert sent.document["file_name"] == "minutes.pdf"
    assert server.world.files[sent.document["file_id"]].data == SCAN


def test_what_else_was_read_is_shown_by_three_and_opens(server, ann, shelve, keep_answer):
    report = shelve(" ".join(f"Sentence {number} tells of ropes." for number in range(9)))
    places = [(report.body.index(f"Sentence {n}"), report.body.index(f"Sentence {n}") + 27) for n in range(1, 6)]
    read = [f"{report.id}@1:{start}-{end}" for start, end in places]
    answer = keep_answer(report, "Sentence 0 tells of ropes.", read=[f"{report.id}@1:0-26", *read, "absent@1:0-5"])
    shown = open_payload(server, ann, answer_payload(answer.id), "What was said?")
    press(server, ann, shown, "More on this")
    more = wait_for(server, ann, shown, "Also read")
    assert [each.split(" tells")[0] for each in more.quotations] == ["Sentence 1", "Sentence 2", "Sentence 3"]
    assert more.labels == ["2 · Weir Board", "3 · Weir Board", "4 · Weir Board", "2 more"]
    press(server, ann, more, "2 more")
    rest = wait_for(server, ann, more, "Also read")
    assert rest.labels == ["5 · Weir Board", "6 · Weir Board"]
    press(server, ann, more, "3 · Weir Board")
    passage = wait_for(server, ann, rest, "Minutes")
    assert passage.parts("bold")[1].startswith("Sentence 2 tells of ropes.")
    assert open_link(server, ann, dict(more.links)["[2]"], "Minutes").parts("bold")[1].startswith("Sentence 1")


def test_answer_opened_later_says_what_became_of_its_sources(server, bot, ann, shelve, keep_answer):
    report = shelve("The weir held. Nobody slept.")
    answer = keep_answer(report, "The weir held.")
    shown = open_payload(server, ann, answer_payload(answer.id), "The weir held.")
    assert shown.text.startswith("Asked on ")
    assert "What was said?\n\nSaid in 1. [1]\n\nThe weir held.\n[1] Weir Board · Minutes" in shown.text
    assert "changed since" not in shown.text
    replace_report(bot, report, "The weir broke. Nobody slept.")
    shown = open_payload(server, ann, answer_payload(answer.id), "changed since")
    assert "version 2 has replaced it" in shown.text
    assert "These words are no longer in it." in shown.text
    withdraw_report(bot, report)
    shown = open_payload(server, ann, answer_payload(answer.id), "withdrawn")
    assert "This report was withdrawn on " in shown.text


def test_link_to_a_passage_never_shows_words_that_stand_no_longer(server, bot, ann, shelve):
    report = shelve("The weir held. Nobody slept.")
    kept, gone = passage_payload(report.id, 1, 15, 28), passage_payload(report.id, 1, 0, 14)
    assert open_payload(server, ann, gone, "Minutes").parts("bold") == ["Minutes", "The weir held."]
    page = open_payload(server, ann, report_payload(report.id), "The weir held.")
    replace_report(bot, report, "The weir broke at noon. Nobody slept.")
    refused = open_payload(server, ann, gone, "no longer in it")
    assert "held" not in refused.text
    assert refused.labels == ["Read the report"]
    passage = open_payload(server, ann, kept, "these words stand in it too")
    assert passage.parts("bold") == ["Minutes", "Nobody slept."]
    assert press(server, ann, page, "Original file").notice == ""
    pressed = ann.sends_callback(page, page.button("Original file")["callback_data"].replace("qo:", "qb:") + ":1:0:f")
    server.wait_for(lambda: pressed.notice, 10, "the notice")
    assert "new wording since" in pressed.notice
    withdraw_report(bot, report)
    assert open_payload(server, ann, kept, "withdrawn").quotations == []
    card = open_payload(server, ann, report_payload(report.id), "It was made up.")
    assert (card.quotations, card.labels) == ([], [])
    assert "was withdrawn" in press(server, ann, page, "Original file").notice


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ("a_forged", "no longer kept here"),
        ("c_1_forged", "no longer kept here"),
        (report_payload("absent"), "not on this shelf"),
        (passage_payload("absent", 1, 0, 5), "not on this shelf"),
        (passage_payload("ferry", 1, 0, 9999), "not in that report"),
        (passage_payload("ferry", 9, 0, 5), "not in that report"),
        (passage_payload("long", 1, 0, 9000), "not in that report"),
    ],
)
def test_link_to_what_is_not_there_says_so(server, ann, payload, words):
    assert words in open_payload(server, ann, payload).text


def test_start_with_words_that_are_no_link_is_the_start(server, ann):
    assert "Ask a question" in open_payload(server, ann, "hello").text


def test_thumb_up_is_noted_and_thumb_down_asks_why(server, bot, ann):
    answer = ask(server, ann, "ferry?")
    pressed = press(server, ann, answer, "👍")
    assert pressed.notice == "Thank you. It is noted."
    press(server, ann, answer, "👎")
    asked = wait_for(server, ann, answer, "What was wrong")
    assert asked.labels == [
        "Not what I asked",
        "Wrong or misleading",
        "Something is missing",
        "Out of date",
        "Hard to understand",
        "Say it in words",
    ]
    press(server, ann, asked, "Out of date")
    server.wait_for(lambda: "“Out of date”" in server.message(ann.id, asked.id).text, 10, "the thanks")
    with opened(bot) as (state, _):
        newest = state.feedback.find_page(1, 0).ratings[0]
    assert (newest.verdict, newest.reason, newest.words) == ("useless", "out of date", None)


def test_reason_in_words_is_seen_by_editors_and_nobody_else(server, bot, ann, numbers):
    answer = ask(server, ann, "guild?")
    press(server, ann, answer, "👎")
    asked = wait_for(server, ann, answer, "What was wrong")
    press(server, ann, asked, "Say it in words")
    prompt = wait_for(server, ann, asked, "Reply to this message")
    said = ann.says("It names <b>nobody</b>.", reply_to=prompt)
    assert wait_for(server, ann, said).text == "Thank you. It is noted."
    edith = server.person(EDITOR, "Edith")
    listed = wait_for(server, edith, edith.says("/feedback"), "What readers say")
    assert "👎 guild?\n" in listed.text
    assert "· in their own words · open the answer\n“It names <b>nobody</b>.”" in listed.text
    assert str(ann.id) not in listed.text
    assert open_link(server, edith, dict(listed.links)["open the answer"], "Asked on").quotations
    counted = wait_for(server, edith, edith.says("/stats"), "Feedback, 30 days:")
    assert "in their own words 1" in counted.text
    assert "I do not know that command" in wait_for(server, ann, ann.says("/feedback")).text


def test_opinion_in_a_group_is_the_presser_s_own_and_asks_for_no_words(server, bot, ann, numbers):
    bob, group = server.person(next(numbers), "Bob", username=None), server.group(-100_5, "Readers")
    answer = wait_for(server, group, ann.says("/ask ferry?", group=group), "Ferry adrift")
    press(server, bob, answer, "👎")
    asked = wait_for(server, group, answer, "What was wrong")
    assert "Say it in words" not in asked.labels
    assert press(server, bob, asked, "Not what I asked").notice == ""
    with opened(bot) as (state, _):
        figures = state.feedback.find_page(20, 0)
        assert sum(each.record_id in answer.button("👍")["callback_data"] for each in figures.ratings) == 1


def test_opinion_about_an_answer_of_another_chat_is_not_kept(server, ann, numbers):
    bob = server.person(next(numbers), "Bob", username=None)
    data = ask(server, bob, "guild?").button("👍")["callback_data"]
    mine = ask(server, ann, "ferry?")
    pressed = ann.sends_callback(mine, data)
    server.wait_for(lambda: pressed.notice, 10, "the notice")
    assert pressed.notice.startswith("This answer is no longer kept")


def test_refusal_says_what_may_help(server, ann):
    refusal = ask(server, ann, "nothing of the ferry?", "do not answer")
    assert "/sources shows what is here" in refusal.text
    assert refusal.labels == ["1 · The Courier", "Why this answer", "👍", "👎"]


def test_buttons_and_links_work_after_a_restart(server, bot, ann, shelve):
    report = shelve()
    answer = ask(server, ann, "guild?")
    page = open_payload(server, ann, report_payload(report.id), "Paragraph 0")
    bot.kill()
    bot.start()
    press(server, ann, page, "After ›")
    server.wait_for(lambda: "‹ Before" in server.message(ann.id, page.id).labels, 10, "the next page")
    assert press(server, ann, answer, "👍").notice == "Thank you. It is noted."
    assert open_link(server, ann, dict(answer.links)["[1]"], "Guild denies").quotations
