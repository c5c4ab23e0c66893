"""Questions are heard in the language in which they are asked, short ones and those with foreign names in them too."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages.hearing import hear_language
from bot.languages.language import Language

ASKED = {
    "en": [
        "Who opened the weir?", "When did the ferry sink?", "Why?", "How many were hurt?", "What did the guild say",
        "Is the sluice at Anselma closed?", "ferry at Anselma who cut the cables", "What is سد آنسلما در رودخانه?",
    ],
    "es": [
        "¿Quién abrió la presa?", "¿Por qué?", "Cuándo se hundió el barco", "¿Cuántos heridos hubo?", "y el gremio?",
        "Qué dijo la ministra sobre los cables", "¿Está cerrada la esclusa de Anselma?", "donde estaba el capitan",
        "Hay fotos del puente?", "quien corto los cables",
    ],
    "fr": [
        "Qui a ouvert le barrage ?", "Pourquoi ?", "Quand le bac a-t-il coulé ?", "Combien de blessés ?",
        "Et la guilde ?",
        "Qu’a dit la ministre au sujet des câbles ?", "Où était le capitaine ?", "Est-ce que l'écluse est fermée",
        "qui a coupe les cables", "D'où vient l'eau ?",
    ],
    "fa": [
        "چه کسی سد را باز کرد؟", "چرا؟", "کشتی کی غرق شد؟", "انجمن چه گفت", "آبگیر آنسلما بسته است؟", "وزير چه گفت؟",
        "چند نفر زخمی شدند", "Anselma کجاست؟",
    ],
    "ar": [
        "من فتح السد؟", "لماذا؟", "متى غرقت العبّارة؟", "ماذا قالت النقابة", "كم عدد الجرحى؟", "هل أُغلق الهويس؟",
        "أين يقع Anselma Weir؟",
    ],
    "he": ["מי פתח את הסכר?", "למה?", "מתי טבעה המעבורת?", "כמה נפצעו", "מה אמרה הגילדה?", "איפה Anselma?"],
}  # fmt: skip


@pytest.mark.parametrize(("language", "question"), [(code, each) for code, asked in ASKED.items() for each in asked])
def test_question_is_heard_in_its_language_whoever_asks(language, question):
    assert {str(hear_language(question, likely)) for likely in Language} == {language}


@pytest.mark.parametrize("likely", Language)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "12",
        "Кто открыл плотину?",
        "Wer öffnete jenes Wehr neulich?",
        "谁打开了水坝?",
        "بند کس نے کھولا؟ یہ ٹھیک ہے",
    ],
)
def test_what_is_in_none_of_our_languages_is_answered_in_that_of_the_person(text, likely):
    assert hear_language(text, likely) is likely


@pytest.mark.parametrize("likely", [Language.ENGLISH, Language.SPANISH, Language.FRENCH])
def test_name_alone_is_answered_in_the_language_of_the_person(likely):
    assert hear_language("Anselma", likely) is likely


@given(st.text(max_size=200), st.sampled_from(Language))
def test_any_text_has_a_language(text, likely):
    assert hear_language(text, likely) in Language


def test_model_is_not_loaded_for_a_question_with_small_words():
    asked = [each for code in ASKED for each in ASKED[code]]
    program = (
        "import json, sys; from bot.languages.hearing import hear_language; "
        "from bot.languages.language import Language; "
        "[hear_language(each, Language.ENGLISH) for each in json.loads(sys.argv[1])]; "
        "print('py3langid' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(asked)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
