"""Figures, dates, sides, denials and names are read in Persian, Arabic, Hebrew, Spanish and French as in English."""

from datetime import date

import pytest

from bot.answering.answers import Stance
from bot.answering.disputes.asked import find_answer, find_asked_kind
from bot.answering.disputes.contention import asks_about_blame, asks_who, is_disputable, measure_cover, read_side
from bot.answering.disputes.kinds import Extract, Kind
from bot.answering.disputes.parties import Party
from bot.answering.tongues.hearing import find_tongue, hear_tongue
from bot.answering.tongues.letters import spell_consonants
from bot.answering.tongues.numbers import find_numbers
from bot.languages.language import Language
from corpus.attribution import Attribution, CueStance, Speaker, Voice
from corpus.sentences import Span

HURT = {
    "en": "How many people were hurt on the ferry?",
    "fa": "در حادثهٔ کشتی چند نفر زخمی شدند؟",
    "ar": "كم شخصًا أصيب في حادث العبّارة؟",
    "he": "כמה בני אדם נפצעו במעבורת?",
    "es": "¿Cuántas personas resultaron heridas en el transbordador?",
    "fr": "Combien de personnes ont été blessées sur le bac ?",
}
CUT = {
    "en": "Who cut the cables?",
    "fa": "چه کسی کابل‌ها را بریده است؟",
    "ar": "من قطع الأسلاك؟",
    "he": "מי חתך את הכבלים?",
    "es": "¿Quién cortó los cables?",
    "fr": "Qui a coupé les câbles ?",
}
TOLD = [
    ("en", "The number of people injured was 19 and not 21, the Board said.", "19"),
    ("fa", "به گفتهٔ درمانگاه، ۲۱ نفر در این حادثه زخمی شدند، نه ۱۴ نفر که پلیس گفته بود.", "21"),
    ("fa", "سی‌ویک تن در این حادثه زخمی شدند.", "31"),
    ("ar", "وقال المجلس إن ١٩ شخصًا أصيبوا في الحادث، وليس ٢١.", "19"),
    ("ar", "أصيب واحد وعشرون شخصًا، وليس ١٤.", "21"),
    ("he", "על פי הוועדה, נפצעו באירוע 19 בני אדם, ולא 21.", "19"),
    ("he", "נפצעו ארבעה־עשר בני אדם, לא עשרים ואחד.", "14"),
    ("es", "Resultaron heridas veintiuna personas, y no 14.", "21"),
    ("fr", "Vingt et une personnes ont été blessées, et non 14, selon la clinique.", "21"),
]


@pytest.mark.parametrize("asked", HURT)
@pytest.mark.parametrize(("language", "text", "figure"), TOLD)
def test_a_figure_answers_in_any_language_and_what_is_set_aside_does_not(asked, language, text, figure):
    found = find_answer(HURT[asked], Extract(text, language), Kind.NUMBER)
    assert found is not None
    assert found.figure == figure


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fa", "کشتی با ۱۱۲ مسافر به راه افتاد و زخمی نداشت."),
        ("fa", "شش تن از آنان زخمی بستری بودند."),
        ("fa", "ساعت ۹ شب چند مسافر زخمی را آوردند."),
        ("fa", "سه‌شنبه ۱۹ اسفند مسافران زخمی شدند."),
        ("fa", "نه مسافری زخمی شد و نه خدمه‌ای."),
        ("ar", "أصيب ركاب العبّارة في الثالث من شباط/فبراير."),
        ("ar", "كان على العبّارة ١١٢ راكبًا حين أصيب بعضهم."),
        ("he", "שלושה ימים אחרי שנפצעו נסגר הרציף."),
        ("es", "Los heridos llegaron a las 9 de la noche."),
        ("fr", "Les blessés ont attendu 11 minutes."),
        ("en", "The injured had waited for 11 minutes."),
    ],
)
@pytest.mark.parametrize("asked", ["fa", "ar", "es"])
def test_what_counts_something_else_answers_nothing(asked, language, text):
    assert find_answer(HURT[asked], Extract(text, language), Kind.NUMBER) is None


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("هزار و دویست و سی نفر", "fa", [1230]),
        ("ثلاثة آلاف وخمسمئة، ثم خمسة عشر", "ar", [3500, 15]),
        ("מאה ועשר שנים ואלפיים איש", "he", [110, 2000]),
        ("treinta y dos, dos mil trescientos y 3,5 millones; 1.200", "es", [32, 2300, 3_500_000, 1200]),
        ("quatre-vingt-dix, soixante et onze, mille deux cents, 1 200", "fr", [90, 71, 1200, 1200]),
        ("یک تن، سومین بار، پنجمین", "fa", []),
        ("שלישי, רביעית", "he", []),
    ],
)
def test_number_words_are_read_to_the_thousands(text, language, values):
    assert [number.value for number in find_numbers(text, find_tongue(language))] == values


@pytest.mark.parametrize(
    ("question", "kind"),
    [(question, Kind.NUMBER) for question in HURT.values()]
    + [(question, None) for question in CUT.values()]
    + [
        ("کشتی چه زمانی به پل خورد؟", Kind.DATE),
        ("متى انقطع السلك؟", Kind.DATE),
        ("מתי נותקה המעבורת?", Kind.DATE),
        ("¿Cuándo se rompió el cable?", Kind.DATE),
        ("Quand le câble a-t-il été coupé ?", Kind.DATE),
        ("روشنایی بر کدام کرانه بود؟", Kind.SIDE),
        ("على أي ضفة كان الضوء؟", Kind.SIDE),
        ("באיזו גדה היה האור?", Kind.SIDE),
        ("¿En qué orilla estaba la luz?", Kind.SIDE),
        ("Sur quelle rive se trouvait la lumière ?", Kind.SIDE),
        ("Where was the light?", Kind.SIDE),
    ],
)
def test_what_a_question_asks_for_is_heard_in_each_language(question, kind):
    assert find_asked_kind(question) is kind


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("حادثه شامگاه سه‌شنبه ۱۹ اسفند ۱۴۰۴ رخ داد.", "fa", "2026-03-10"),
        ("حادثه شامگاه سه‌شنبه ۱۹ اسفند رخ داد.", "fa", "2026-03-10"),
        ("وقع الحادث في ١٠ آذار/مارس ٢٠٢٦.", "ar", "2026-03-10"),
        ("האירוע קרה ב־10 במרץ 2026.", "he", "2026-03-10"),
        ("El accidente fue el 10 de marzo de 2026.", "es", "2026-03-10"),
        ("L’accident a eu lieu le 10 mars 2026.", "fr", "2026-03-10"),
    ],
)
def test_dates_are_days_of_one_calendar(text, language, value):
    found = find_answer("حادثه چه زمانی رخ داد؟", Extract(text, language, date(2026, 3, 12)), Kind.DATE)
    assert found is not None
    assert found.figure == value


@pytest.mark.parametrize(
    ("text", "language", "side"),
    [
        ("روشنایی بر کرانهٔ غربی بود، نه بر کرانهٔ شرقی.", "fa", "west"),
        ("كان الضوء على الضفة الغربية، وليس على الضفة الشرقية.", "ar", "west"),
        ("האור היה בגדה המזרחית, לא בגדה המערבית.", "he", "east"),
        ("La luz estaba en la orilla occidental.", "es", "west"),
        ("La lumière est sur la rive orientale.", "fr", "east"),
        ("The light was on the western bank, not on the eastern.", "en", "west"),
        ("One saw it on the western bank, the other on the eastern.", "en", None),
        ("La lumière est sur le pont.", "fr", None),
    ],
)
def test_a_side_is_told_and_what_is_set_aside_is_none(text, language, side):
    found = find_answer("Where was the light?", Extract(text, language), Kind.SIDE)
    assert (found.figure if found else None) == side


@pytest.mark.parametrize("language", CUT)
def test_who_did_harm_can_be_disputed_in_each_language(language):
    question = CUT[language]
    assert is_disputable(question)
    assert asks_who(question)
    assert asks_about_blame(question)


@pytest.mark.parametrize(
    "question",
    [
        "وزیر دربارهٔ کابل‌ها چه گفت؟",
        "ماذا قال الوزير عن الأسلاك؟",
        "מה אמר השר על הכבלים?",
        "¿Qué dijo el ministro sobre los cables?",
        "Qu'a dit le ministre sur les câbles ?",
    ],
)
def test_what_somebody_said_is_not_disputed_by_what_others_say(question):
    assert not is_disputable(question)


OUTLET = Attribution(Span(0, 1), Voice.OUTLET)
SAYS = Attribution(Span(0, 1), Voice.DIRECT, Speaker("X"), cue="x", stance=CueStance.SAYS)


@pytest.mark.parametrize("asked", CUT)
@pytest.mark.parametrize(
    ("language", "text", "attribution", "stance", "sign"),
    [
        ("fa", "هیچ‌یک از افراد من کابلی را نبریده است.", SAYS, Stance.DENIES, -1),
        ("fa", "اعتصابیون کابل‌ها را بریده‌اند.", SAYS, Stance.CLAIMS, 1),
        ("fa", "نه می‌گویم کابل‌ها را بریده‌اند و نه می‌گویم پوسیده‌اند.", SAYS, Stance.CLAIMS, 0),
        ("ar", "لم يقطع أحد من رجالي أي سلك.", SAYS, Stance.DENIES, -1),
        ("ar", "سألناه من قطع الأسلاك في رأيه.", OUTLET, Stance.REPORTS, 0),
        ("ar", "تبنّت الجماعة قطع الأسلاك.", SAYS, Stance.CLAIMS, 1),
        ("he", "אף נווט לא חתך כבל.", SAYS, Stance.DENIES, -1),
        ("he", "משמר הגבול חתך את הכבלים.", SAYS, Stance.CLAIMS, 1),
        ("he", "התושבים התכנסו כדי לשמוע מי חתך את הכבלים.", OUTLET, Stance.REPORTS, 0),
        ("es", "Los huelguistas cortaron los cables.", OUTLET, Stance.REPORTS, 1),
        ("es", "Ningún práctico cortó los cables.", OUTLET, Stance.REPORTS, -1),
        ("fr", "Personne n’a coupé les câbles.", OUTLET, Stance.REPORTS, -1),
        ("en", "No pilot would have cut the cables.", SAYS, Stance.DENIES, -1),
    ],
)
def test_a_sentence_asserts_denies_or_leaves_open_what_is_asked(asked, language, text, attribution, stance, sign):
    side = read_side(CUT[asked], text, attribution, language)
    assert (side.stance, side.sign) == (stance, sign)


def test_a_word_without_a_row_is_not_met_across_languages():
    assert measure_cover("Who cut the budget?", "هیچ‌کس کابل را نبریده است.", "fa") == 0.5
    assert measure_cover("چه کسی بودجه را برید؟", "The cables were cut.") == 0.5


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Who cut the cables?", None),
        ("Hobb’s Fell beat Sallow Reach Rovers 3-1 on Sunday.", None),
        ("Anselma", None),
        ("¿Y el cable?", Language.SPANISH),
        ("Qui a coupé les câbles ?", Language.FRENCH),
        ("من قطع الأسلاك؟", Language.ARABIC),
        ("چه شد؟", Language.PERSIAN),
        ("מי?", Language.HEBREW),
    ],
)
def test_the_language_of_a_question_is_told_by_letters_and_small_words(text, language):
    tongue = hear_tongue(text)
    assert (tongue.language if tongue else None) is language


@pytest.mark.parametrize(
    "names",
    [
        ("Anselma", "آنسلما", "أنسلما", "אנסלמה"),
        ("Ferrant", "فرانت", "فيرانت", "פרנט"),
        ("Karjidar", "کرجی‌دار", "كرجيدار", "כרג׳ידאר"),
    ],
)
def test_a_name_has_the_same_consonants_in_every_script(names):
    assert len({spell_consonants(name) for name in names}) == 1


def test_a_name_in_two_scripts_is_one_party_where_its_letters_agree():
    assert Party("یونس کرجی‌دار").is_same(Party("يونس كرجيدار"))
    assert Party("کوروین هدل").is_same(Party("Corwin Haddle"))
    assert not Party("کوروین هدل").is_same(Party("Piers Ollander"))
    assert not Party("فرانت").is_same(Party("Ferrant")), "one word is too little to go by"


def test_how_long_is_answered_by_a_measure_and_not_by_the_figure_before_it():
    text = "كانت العبّارة تقلّ ١١٢ راكبًا فجرفها التيار إحدى عشرة دقيقة حتى اصطدمت بالجسر."
    found = find_answer("How long did the ferry drift?", Extract(text, "ar"), Kind.NUMBER)
    assert found is not None
    assert found.figure == "11"
