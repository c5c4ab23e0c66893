"""Number words of the languages that the bot speaks: what each is worth, and those that mean something else as often.

Words are looked up folded, as `corpus.spelling` folds them, and in Arabic and Hebrew also without the small words that
are written in one with them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.languages.language import Language
from corpus.spelling import fold

UNITS: Mapping[Language, str] = {
    Language.ENGLISH: (
        "zero|one|two|three thirds third|four fourth|five fifth|six sixth|seven seventh|eight eighth|nine ninth"
        "|ten tenth|eleven eleventh|twelve twelfth|thirteen thirteenth|fourteen fourteenth"
        "|fifteen fifteenth|sixteen sixteenth"
        "|seventeen seventeenth|eighteen eighteenth|nineteen nineteenth"
    ),
    Language.PERSIAN: (
        "صفر|یک|دو|سه سوم|چهار چهارم|پنج پنجم|شش ششم|هفت هفتم|هشت هشتم|نهم|ده دهم|یازده یازدهم|دوازده دوازدهم"
        "|سیزده سیزدهم|چهارده چهاردهم|پانزده پانزدهم|شانزده شانزدهم|هفده هفدهم|هجده هیجده هجدهم|نوزده نوزدهم"
    ),
    Language.ARABIC: (
        "صفر|واحد أحد إحدى حادي حادية"
        "|اثنان اثنا اثني اثنتا اثنتي ثاني ثانية|ثلاث ثلاثة ثالث ثالثة ثلث ثلثي ثلثا ثلثين"
        "|أربع أربعة رابع رابعة|خمس خمسة خامس خامسة|ست ستة سادس سادسة"
        "|سبع سبعة سابع سابعة|ثمان ثماني ثمانية ثامن ثامنة|تسع تسعة تاسع تاسعة|عشر عشرة عاشر عاشرة"
    ),
    Language.HEBREW: (
        "אפס|אחד|שניים|שלוש שלושה שלושת שלישי שלישית שליש שלישים|ארבע ארבעה ארבעת רביעי רביעית"
        "|חמש חמישה חמשת חמישי חמישית|שש שישה ששת שישי שישית|שבע שבעה שבעת שביעי שביעית"
        "|שמונה שמונת שמיני שמינית|תשע תשעה תשעת תשיעי תשיעית"
        "|עשר עשרה עשרת עשירי עשירית"
    ),
    Language.SPANISH: (
        "cero|uno|dos|tres tercer tercero tercera tercio tercios|cuatro|cinco quinto quinta|seis sexto sexta"
        "|siete séptimo séptima|ocho octavo octava|nueve noveno novena|diez décimo décima"
        "|once|doce|trece|catorce|quince|dieciséis|diecisiete|dieciocho|diecinueve"
    ),
    Language.FRENCH: (
        "zéro|un|deux|trois troisième tiers|quatre quatrième|cinq cinquième|six sixième|sept septième|huit huitième"
        "|neuvième|dix dixième|onze onzième|douze douzième|treize treizième|quatorze quatorzième|quinze quinzième"
        "|seize seizième"
    ),
}
"""The words of each number from 0 on."""

TENS: Mapping[Language, str] = {
    Language.ENGLISH: "twenty twentieth|thirty thirtieth|forty fortieth|fifty fiftieth|sixty|seventy|eighty|ninety",
    Language.PERSIAN: "بیست بیستم|سی|چهل|پنجاه|شصت|هفتاد|هشتاد|نود",
    Language.ARABIC: (
        "عشرون عشرين|ثلاثون ثلاثين|أربعون أربعين|خمسون خمسين|ستون ستين|سبعون سبعين|ثمانون ثمانين|تسعون تسعين"
    ),
    Language.HEBREW: "עשרים|שלושים|ארבעים|חמישים|שישים|שבעים|שמונים|תשעים",
    Language.SPANISH: "veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa",
    Language.FRENCH: "vingt|trente|quarante|cinquante|soixante|septante|quatrevingt huitante|nonante",
}
"""The words of 20, 30 and so on up to 90."""

OTHERS: Mapping[Language, str] = {
    Language.ENGLISH: "",
    Language.PERSIAN: "200 دویست|300 سیصد|400 چهارصد|500 پانصد|600 ششصد|700 هفتصد|800 هشتصد|900 نهصد",
    Language.ARABIC: (
        "200 مئتان مئتين مائتان مائتين|300 ثلاثمئة ثلاثمائة|400 أربعمئة أربعمائة|500 خمسمئة خمسمائة|600 ستمئة ستمائة"
        "|700 سبعمئة سبعمائة|800 ثمانمئة ثمانمائة|900 تسعمئة تسعمائة|2000 ألفان ألفين|2000000 مليونان مليونين"
    ),
    Language.HEBREW: "200 מאתיים|2000 אלפיים",
    Language.SPANISH: (
        "21 veintiuno veintiún|22 veintidós|23 veintitrés|24 veinticuatro|25 veinticinco|26 veintiséis|27 veintisiete"
        "|28 veintiocho|29 veintinueve|200 doscientos doscientas|300 trescientos trescientas|400 cuatrocientos"
        "|500 quinientos quinientas|600 seiscientos|700 setecientos|800 ochocientos|900 novecientos"
    ),
    Language.FRENCH: "",
}
"""Words of numbers that are put together elsewhere."""

SCALES: Mapping[Language, str] = {
    Language.ENGLISH: "100 hundred hundreds|1000 thousand thousands|6 million millions|9 billion billions|12 trillion",
    Language.PERSIAN: "100 صد صدها|1000 هزار هزاران|6 میلیون میلیونها|9 میلیارد|12 تریلیون",
    Language.ARABIC: "100 مئة مائة مئات|1000 ألف آلاف|6 مليون ملايين|9 مليار مليارات بليون|12 تريليون",
    Language.HEBREW: "100 מאות|1000 אלף אלפי אלפים|6 מיליון מיליוני|9 מיליארד|12 טריליון",
    Language.SPANISH: "100 cien ciento cientos|1000 mil miles|6 millón millones|12 billón billones",
    Language.FRENCH: "100 cent cents centaines|1000 mille milliers|6 million millions|9 milliard milliards|12 billion",
}
"""What multiplies the number before it; 6, 9 and 12 stand for how many zeros it has."""

DOUBTFUL: Mapping[Language, str] = {
    Language.ENGLISH: "4 quarter quarters|12 dozen dozens",
    Language.PERSIAN: "9 نه|30 سی|10 ده|4 ربع|12 دوجین",
    Language.ARABIC: (
        "4 ربع|12 دزينة|60 ستون|10 عشرات|1000 ألفا|4 رباعي رباعية|5 خماسي خماسية|6 سداسي|7 سباعي"
        "|20 عشرينيات عشرينات|30 ثلاثينيات ثلاثينات"
        "|40 أربعينيات أربعينات|50 خمسينيات خمسينات|60 ستينيات ستينات"
        "|70 سبعينيات سبعينات|80 ثمانينيات ثمانينات"
        "|90 تسعينيات تسعينات"
    ),
    Language.HEBREW: "100 מאה|4 רבע|12 תריסר",
    Language.SPANISH: "4 cuarto cuarta cuartos|12 docena docenas|11 once",
    Language.FRENCH: "9 neuf neufs neuve|4 quart quarts|12 douzaine douzaines|20 vingtaine",
}
"""Words that mean something else as often, so that they may stand for a figure and need not."""

ZEROS = (6, 9, 12)
PREFIXES = {
    Language.ARABIC: ("وال", "بال", "لل", "ال", "و", "ب", "ل", "ف"),
    Language.HEBREW: ("וה", "שה", "מה", "ו", "ה", "ב", "ל", "כ", "מ", "ש"),
}


@dataclass(frozen=True, slots=True)
class NumberWord:
    """What a word is worth; a scale multiplies what stands before it, and a doubtful one may be no number at all."""

    value: int
    is_scale: bool = False
    is_doubtful: bool = False


def find_number(word: str, language: Language) -> NumberWord | None:
    """Give what a folded word is worth in a language, or None."""
    words = list_number_words(language)
    if word in words:
        return words[word]
    shorter = (word.removeprefix(prefix) for prefix in PREFIXES.get(language, ()) if word.startswith(prefix))
    return next((words[each] for each in shorter if each in words), None)


@cache
def list_number_words(language: Language) -> Mapping[str, NumberWord]:
    """Give all number words of a language, folded."""
    return dict(read_tables(language))


def read_tables(language: Language) -> Iterator[tuple[str, NumberWord]]:
    """Read the tables of a language; what stands later goes before."""
    for value, words in enumerate(UNITS[language].split("|")):
        yield from ((fold(word), NumberWord(value)) for word in words.split())
    for value, words in enumerate(TENS[language].split("|"), 2):
        yield from ((fold(word), NumberWord(value * 10)) for word in words.split())
    for table, is_scale, is_doubtful in (
        (OTHERS, False, False),
        (SCALES, True, False),
        (DOUBTFUL, False, True),
    ):
        for line in filter(None, table[language].split("|")):
            given, *named = line.split()
            value = 10 ** int(given) if is_scale and int(given) in ZEROS else int(given)
            yield from ((fold(word), NumberWord(value, is_scale, is_doubtful)) for word in named)


def add_up(words: Sequence[NumberWord]) -> int:
    """Give the number that a run of words makes, which is taken to be one."""
    total = current = 0
    for word in words:
        if not word.is_scale:
            current += word.value
        elif word.value >= 1000:
            total, current = total + (current or 1) * word.value, 0
        else:
            current = (current or 1) * word.value
    return total + current
