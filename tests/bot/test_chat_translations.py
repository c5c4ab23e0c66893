"""A question in one language over quotations in another, in the real bot: originals, our translations under them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.languages.language import Language
from bot.languages.speech import get_speech
from tests.bot.translated_replies import translate
from tests.bot_process import BotProcess
from tests.model_server import KEY, MODEL, ScriptedEndpoint
from tests.telegram_server import TelegramServer

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "corpus" / "samples" / "ferry-adrift-courier.md"
PATIENCE = 90
LIGHT = {"EMBEDDING_MODEL": "light"}
"""A model that knows no Persian, so that the question is refused and the nearest passages are what is translated."""
QUESTION = "در کشتی Anselma چند نفر injured شدند؟"
ORIGINAL = "Fourteen people were injured, two of them seriously, police in Sallow Reach said early on Wednesday."
SAID = "پلیس سالو ریچ بامداد چهارشنبه گفت که چهارده نفر زخمی شدند و حال دو نفر از آنان وخیم است."
MARK = "ترجمهٔ ما، کار یک مدل زبانی، که واژه‌هایش بررسی نشده است: "
SCRIPT = translate({"Fourteen people": f"«{SAID}»", "SALLOW REACH": "کشتی با ۱۳ مسافر رها شد و در تاریکی به پل رسید."})


@pytest.fixture
def home(tmp_path):
    """A data folder with one report."""
    home = tmp_path / "home"
    environment = os.environ | LIGHT | {"ONRECORD_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot.cli", "add", "--yes", str(SAMPLE)]
    subprocess.run(command, env=environment, cwd=home.parent, check=True, capture_output=True)
    return home


def wait_for(server, reader, sent, words):
    def find():
        replies = [each for each in reader.messages if each.from_bot and each.id > sent.id]
        return next((each for each in replies if words in each.text), None)

    return server.wait_for(find, PATIENCE, f"a reply with “{words}”")


@pytest.mark.slow
def test_original_stands_as_it_is_and_our_translation_under_it(home):
    with TelegramServer() as server, ScriptedEndpoint(SCRIPT) as endpoint:
        environment = LIGHT | {"OPENAI_BASE_URL": endpoint.url, "OPENAI_API_KEY": KEY, "OPENAI_MODEL": MODEL}
        with BotProcess(server, home, environment=environment):
            reader = server.person(1)
            shown = wait_for(server, reader, reader.says(QUESTION), ORIGINAL)
            assert ORIGINAL in shown.quotations
            assert not any(SAID in quotation for quotation in shown.quotations)
            [translated] = [part for part in shown.parts("italic") if SAID in part]
            assert translated.startswith(f"\u200f{MARK}")
            assert not set('«»“”"„') & set(translated)
            number = shown.quotations.index(ORIGINAL) + 1
            assert shown.text.index(ORIGINAL) < shown.text.index(SAID) < shown.text.index(f"[{number}]")
            assert "۱۳" not in shown.text

            reader.presses(shown, next(label for label in shown.labels if label.startswith(f"{number} ·")))
            passage = wait_for(server, reader, shown, MARK)
            assert ORIGINAL in passage.parts("bold")
            assert any(SAID in part for part in passage.parts("italic"))

            reader.presses(shown, get_speech(Language.PERSIAN).say("Why this answer"))
            receipt = wait_for(server, reader, passage, MODEL)
            assert "ترجمه‌شده با" in receipt.text
            assert any("۱۳" in part for part in receipt.parts("code"))

            again = wait_for(server, reader, reader.says(QUESTION + " بگویید"), ORIGINAL)
            assert SAID in again.text
            assert SAID not in str(shown.buttons)
        assert server.refusals == []


@pytest.mark.slow
def test_without_translating_nothing_is_asked_and_nothing_is_shown(home):
    with TelegramServer() as server, ScriptedEndpoint(SCRIPT) as endpoint:
        environment = LIGHT | {"OPENAI_BASE_URL": endpoint.url, "OPENAI_API_KEY": KEY, "OPENAI_MODEL": MODEL}
        environment |= {"TRANSLATE": "off"}
        with BotProcess(server, home, environment=environment):
            reader = server.person(1)
            shown = wait_for(server, reader, reader.says(QUESTION), ORIGINAL)
            assert SAID not in shown.text
        assert endpoint.requests == []
