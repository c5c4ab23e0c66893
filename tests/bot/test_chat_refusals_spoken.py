"""What cannot be read is refused in the language of the editor who sent it, from the confined process to the chat."""

import pytest

from tests.bot.editors import COMMAND, EDITORS
from tests.bot.test_chat_talk import ask, wait_for_reply
from tests.bot_process import BotProcess
from tests.corpus.documents import set_pdf
from tests.telegram_server import TelegramServer

WORDS = ["The ferry broke loose at the lower weir, and its crew of three drifted for an hour before help came."]


@pytest.fixture(scope="module")
def server():
    with TelegramServer() as running:
        yield running


@pytest.fixture(scope="module")
def bot(server, tmp_path_factory):
    with BotProcess(
        server, tmp_path_factory.mktemp("refusals") / "home", admin_ids=EDITORS, command=COMMAND
    ) as running:
        yield running


def read(message):
    return message.text.replace("\u2068", "").replace("\u2069", "").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        (0, "he", "damaged.pdf הוא קובץ PDF שסופו חסר; שלחו אותו שוב שלם."),
        (1, "fa", "damaged.pdf یک PDF است که پایانش نیست؛ آن را دوباره و کامل بفرستید."),
        (2, "fr", "damaged.pdf est un PDF dont la fin manque ; renvoyez-le entier."),
        (3, "en", "damaged.pdf is a PDF whose end is missing; send it again whole."),
    ],
)
def test_damaged_pdf_is_refused_in_the_editors_language(server, bot, number, code, said):
    editor, whole = server.person(EDITORS[number], "Edith", language_code=code), set_pdf(WORDS)
    sent = editor.sends_file("damaged.pdf", whole[: len(whole) // 2])
    refused = wait_for_reply(server, editor, sent, said.split(" ")[-1])
    assert said in read(refused)


def test_date_that_is_none_is_refused_in_the_editors_language(server, bot):
    editor = server.person(EDITORS[4], "Edith", language_code="fa")
    said = read(ask(server, editor, "/reports since:maybe"))
    assert said == "«maybe» تاریخ نیست؛ آن را مانند 2026-03-11، 2026-03 یا March 2026 بنویسید."
