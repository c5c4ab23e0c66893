"""Words that say the same in several languages: one row a meaning, so that a question meets a report across languages.

    word | folded, small words written in one with it taken off | its row | the English stem that stands for the row

A row begins with its English words, of which the first stands for all; then come Persian, Arabic, Hebrew, Spanish and
French. A word that ends in an asterisk stands for all that begin with it. What has no row is met by its own letters.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from bot.languages.language import Language
from corpus.spelling import fold
from index.words import stem_words

ORDER = (Language.ENGLISH, Language.PERSIAN, Language.ARABIC, Language.HEBREW, Language.SPANISH, Language.FRENCH)
ROWS = """\
cut sever slash | برید* بریدن قطع | قطع* يقطع* تقطع* مقطوع* | חתך חתכ* נחתכ* חיתוך חותכ* | cort* | coup* sectionn*
break snap | شکست* شکسته پاره گسست* | انقطع* انكسر* كسر* مكسور* | נשבר* שבר* נקרע* | \
romp* rota roto quebr* | romp* cass* bris*
cable wire | کابل کابل* سیم سیم* | سلك سلكا سلكين سلكيها أسلاك أسلاكها حبل حبال كابل* | כבל* | cable* | cable*
ferry | کشتی* فری | عبارة عبارات معدية | מעבור* | transbordador* ferry ferri | bac bacs ferry traversier
hurt injure wound | زخمی* مجروح* مصدوم* | أصيب* مصاب* إصاب* جريح* جرحى جرح | נפצע* פצוע* פציע* | \
herid* lesionad* | bless*
kill murder | کشته کشت کشتند کشتن قتل | قتل* قتيل* مقتل | נהרג* הרג* הרוג* נרצח* רצח* | \
mat* asesin* | tue tuee tues tuees tuer meurtre* assassin*
die death dead | مرده مرگ درگذشت* | توفي* وفاة وفيات موت مات ماتوا | מת מתו מתה מוות | \
muert* muri* fallec* | mort morte morts mortes deces decede*
people person resident inhabitant population | نفر تن شخص فرد افراد مردم انسان | \
شخص* أشخاص فرد أفراد ناس إنسان سكان | אדם אנשים נפש נפשות איש תושב* | \
persona* gente habitante* | personne personnes gens habitant*
passenger | مسافر* سرنشین* | راكب* ركاب* | נוסע* | pasajer* | passager*
blame accuse fault responsible | متهم* مقصر* مسئول* اتهام* گناه* | اتهم* اتهام* متهم* مسؤول* ذنب لام | \
אשם אשמ* האשים האשימ* האשמ* מאשים* מאשימ* אחראי* | \
culp* acus* responsab* | accus* coupable* responsab* faute
fire blaze arson | آتش حریق* | حريق* حرائق نار | שריפ* דליק* אש | incendi* fuego | incendie* feu feux
attack assault raid | حمله* هجوم* یورش* | هجوم* هجم* هاجم* اعتداء* | התקפ* תקף תקפ* תקיפ* מתקפ* פיגוע* | \
ataqu* atac* atentad* | attaqu* attentat*
cause reason | علت* دلیل* سبب* باعث | سبب* أسباب* | סיב* גרם גרמ* | caus* motivo* razon* | caus* raison*
accident crash disaster collision incident | حادثه* سانحه* تصادف* واقعه | حادث حوادث كارثة تصادم* | \
תאונ* אירוע* אסון התנגש* | \
accident* desastre* choque* siniestro* | accident* catastroph* collision*
steal rob theft | دزد* سرقت* ربود* | سرق* لص لصوص | גנב* גניב* שוד | \
robo robar robad* robaron | vole volee voles voler dérob*
explode blast bomb explosion | انفجار* منفجر بمب* | انفجار* انفجر* تفجير* قنبل* | פיצוץ* התפוצצ* פצצ* | \
explo* bomba* | explos* bombe*
found establish institute | تاسیس* بنیان* | تأسيس* أسس* تأسس* | הוקמ* ייסד* נוסד* ייסוד | \
fundad* fundo fundaron fundacion | fonde* fondation
publish release issue | منتشر* انتشار* | نشر* صدر* | פורסמ* פרסם פרסמ* | public* | publi*
build construct erect | ساخت* ساخته | بناء بني بنى شيد* | בנה בנו בנייה נבנ* | constru* | constru* bati*
buy purchase | خرید* | شراء اشتر* | קנה קנו קנייה רכש* | compr* | achet* achat*
cost price | هزینه* قیمت* بها نرخ* | سعر* أسعار كلف* تكلف* ثمن | מחיר* עלות | cost* preci* | cout* prix
born birth | زاده متولد تولد | ولد* ولادة مولود* | נולד* ליד* | nacio nacid* nacimiento | ne nee naissance
arrest detain | دستگیر* بازداشت* | اعتقل* اعتقال* قبض | נעצר* עצר* מעצר* | deten* detuv* arrest* | arret*
resign | استعفا* | استقال* | התפטר* | dimit* dimis* | demission*
win victory | برنده* پیروز* | فاز فازت فوز انتصر* | ניצח* ניצחון זכה זכו זכתה | gan* victori* | \
gagn* victoire* remport*
vote election | رای* انتخابات* | انتخاب* تصويت* صوت* | הצבע* בחיר* | vot* eleccion* | vot* election*
flood | سیل سیلاب* | فيضان* سيول | שיטפון שיטפונ* הצפ* | inundaci* | inondation*
protest demonstration | اعتراض* تظاهرات* | احتجاج* تظاهر* مظاهر* | הפגנ* מחא* | protest* manifest* | protest* manifest*
walkout picket | اعتصاب* | إضراب* أضرب* مضرب* | שבית* שובת* | huelg* | greve* greviste*
damage harm | خسارت* آسیب* | ضرر أضرار* تضرر* | נזק* | dañ* | dommage* degat* endommag*
close shut | بسته تعطیل* | أغلق* إغلاق مغلق* | סגור* נסגר* סגר* | cerr* cierr* | ferm*
open | گشود* گشایش افتتاح* | افتتح* افتتاح فتح* مفتوح* | נפתח* פתוח* פתח | abri* abier* abre* apert* | ouvr* ouvert*
child | کودک* بچه* | طفل* أطفال* | ילד* | niñ* | enfant*
police | پلیس* | شرط* | משטר* שוטר* | polic* | polic*
soldier | سرباز* | جندي* جنود* | חייל* | soldad* | soldat*
guard | مرزبان* نگهبان* | حرس حارس حراس | משמר שומר* | guard* guardi* | gard*
border frontier | مرز مرزی مرزبان* | حدود | גבול* | fronter* | fronti*
bridge | پل پلی | جسر* جسور | גשר* | puente* | pont ponts
river | رود رودخانه | نهر أنهار | נהר* | rio rios | fleuve* riviere*
light | روشنایی* نور نوری | ضوء* أضواء | אור אורות | luz luces | lumier* lueur*
bank shore side | کرانه* کناره* ساحل* | ضفة ضفاف | גדה גדות גדת | orill* riber* | rive rives berge*
blue | آبی | أزرق زرقاء | כחול* | azul* | bleu*
train | قطار قطارها | قطار* | רכבת* | tren trenes | train trains
plane aircraft | هواپیما* | طائرة طائرات | מטוס* | avion* | avion*
car vehicle | خودرو* ماشین* اتومبیل* | سيارة سيارات | מכונית* רכב | coche* vehiculo* | voiture*
ship vessel | ناو ناوها | سفينة سفن | ספינ* אוניי* | barco* buque* | navire* bateau*
house home | خانه خانه‌ها منزل | بيت بيوت منزل منازل | בית בתים | casa casas hogar* | maison*
school | مدرسه* مدارس | مدرسة مدارس | | escuel* | ecole*
hospital infirmary clinic | بیمارستان* درمانگاه* | مستشفي* مستوصف* | חולים | hospital* | hopita* hopitaux
company operator | شرکت* | شركة شركات | חברת החברה חברות | empresa* compañi* | entreprise* compagnie*
government | دولت دولت* | حكومة حكومات | ממשל* | gobierno* | gouvernement*
minister | وزیر* | وزير* | שר שרת השר | ministr* | ministr*
guild union | صنف صنفی اتحادیه* | نقابة نقابات | איגוד* | sindicat* gremio* | syndicat*
pilot | راهنما راهنمایان خلبان* | مرشد* | נווט* | piloto* practico* | pilote*
letter | نامه* | رسالة رسائل | מכתב* | carta cartas | lettre*
money | پول* | مال أموال نقود | כסף* | dinero | argent
water | آب آب‌ها | ماء مياه | מים | agua* | eau eaux
city town | شهر شهری شهرها | مدينة مدن | עיר ערים | ciudad* | ville*
storm | طوفان* توفان* | عاصفة عواصف | סופה סערה סופות | tormenta* temporal* | tempet*
earthquake | زلزله* | زلزال زلازل | רעידת | terremoto* sismo* | seisme*
war | جنگ جنگ* | حرب حروب | מלחמ* | guerra* | guerre*
poison | مسموم* | تسمم* سمم* | הרעל* הורעל* | envenen* intoxic* | empoison* intoxic*
drown | غرق* | غرق* | טבע טבעו טביע* | ahog* | noye*
rescue save | نجات* | إنقاذ أنقذ* | הציל* חילוץ חולצ* | rescat* salv* | secour* sauv*
missing | ناپدید* مفقود* | مفقود* فقدان | נעדר* | desaparec* | disparu*
member | عضو اعضا* اعضای | عضو أعضاء* | חברי* | miembro* | membre*
rust rot | زنگ پوسید* پوسیده | صدأ صدئ* تآكل* | חלוד* | oxid* herrumbr* | rouill*
replace renew | تعویض* | استبدل* استبدال* | החלפ* הוחלפ* | reempla* sustitu* | remplac*
inspect survey | بازرسی* | فحص* فتش* تفتيش* | בדיק* בדק* | inspecci* | inspecti*
drift adrift | سرگردان* | انجرف* جرف* انفلات* | נסחפ* נסחף | deriva | derive*
"""
PREFIXES = {Language.ARABIC: ("", "و", "ف", "ب", "ل", "ك"), Language.HEBREW: ("", "ו", "ש", "מ", "ב", "ל", "כ")}
ARTICLES = {Language.ARABIC: "ال", Language.HEBREW: "ה"}
LEAST_LEFT = 2
"""How many letters have to be left of a word whose prefix is taken off."""


@lru_cache(maxsize=50_000)
def find_concept(word: str, language: Language) -> str | None:
    """Give the English stem that stands for a folded word's meaning, or None."""
    exact, beginnings = list_forms(language)
    if language is Language.ENGLISH:
        return exact.get(stem_words([word], "en")[0])
    for form in list_bare(word, language):
        if form in exact:
            return exact[form]
    found = (key for form in list_bare(word, language) for lead, key in beginnings.items() if form.startswith(lead))
    return next(found, None)


def list_bare(word: str, language: Language) -> Iterator[str]:
    """Give a word as it is, and without the small words that are written in one with it."""
    yield word
    article = ARTICLES.get(language)
    for prefix in PREFIXES.get(language, ()):
        rest = word.removeprefix(prefix) if word.startswith(prefix) else ""
        for bare in (rest, rest.removeprefix(article) if article and rest.startswith(article) else ""):
            if len(bare) >= LEAST_LEFT and bare != word:
                yield bare
    if language is Language.ARABIC and word.startswith("لل"):
        yield word.removeprefix("لل")


@cache
def list_forms(language: Language) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Give the whole words of a language and the beginnings of words, the longer first, each with its row's stem."""
    exact: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    for row in ROWS.splitlines():
        columns = row.split("|")
        stems = stem_words(columns[0].split(), "en")
        if language is Language.ENGLISH:
            exact |= {stem: stems[0] for stem in stems if stem not in exact}
            continue
        for form in columns[ORDER.index(language)].split():
            folded = fold(form.rstrip("*")).strip().split(" ")[0]
            (beginnings if form.endswith("*") else exact).setdefault(folded, stems[0])
    return exact, dict(sorted(beginnings.items(), key=lambda pair: -len(pair[0])))


@cache
def list_rows() -> Mapping[str, str]:
    """Give for each row its first English word, by the stem that stands for it."""
    firsts = [row.split()[0] for row in ROWS.splitlines()]
    return dict(zip(stem_words(firsts, "en"), firsts, strict=True))
