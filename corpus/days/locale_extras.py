"""What dateparser does not know about a language: further names, and the words around a name that make it a date."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Extra:
    """What dateparser does not know about a language; names as they are written.

    `solar` holds Solar Hijri months and `lunar` those of the lunar Hijri calendar. `lead` and `year_lead` are patterns
    that make a month or four figures a date; `prefix` may be written together with a word. `after` and `before` say
    which way an adjective turns a day of the week, `weeks` in which week it is. `future` and `told` are verbs.
    """

    months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)
    years: Mapping[str, int] = field(default_factory=dict)
    months_off: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    solar: tuple[str, ...] = ()
    lunar: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    lead: str = r"(?!)"
    year_lead: str = r"(?!)"
    day_lead: str = ""
    weekday_lead: str = ""
    prefix: str = ""
    joint: str = ""
    turns: Mapping[str, int] = field(default_factory=dict)
    weeks: Mapping[str, int] = field(default_factory=dict)
    not_words: str = r"(?!)"
    future: str = r"(?!)"
    told: str = r"(?!)"


EXTRAS: dict[str, Extra] = {
    "fa": Extra(
        weekdays={
            "شنبه": 5, "یکشنبه": 6, "یک شنبه": 6, "دوشنبه": 0, "دو شنبه": 0, "سه شنبه": 1, "سهشنبه": 1, "چهارشنبه": 2,
            "چهار شنبه": 2, "پنجشنبه": 3, "پنج شنبه": 3, "جمعه": 4,
        },
        months={
            "ژانویه": 1, "فوریه": 2, "مارس": 3, "آوریل": 4, "مه": 5, "ژوئن": 6, "ژوئیه": 7, "جولای": 7, "اوت": 8,
            "آگوست": 8, "سپتامبر": 9, "اکتبر": 10, "نوامبر": 11, "دسامبر": 12,
        },
        days={"دیشب": -1, "پریروز": -2, "امشب": 0, "امروز": 0, "دیروز": -1, "فردا": 1, "پس فردا": 2},
        years={"پارسال": -1},
        numbers={
            "یک": 1, "دو": 2, "سه": 3, "چهار": 4, "پنج": 5, "شش": 6, "هفت": 7, "هشت": 8, "نه": 9, "ده": 10, "یازده": 11,
            "دوازده": 12,
        },
        solar=(
            "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
        ),
        lead=r"در",
        year_lead=r"سال",
        weekday_lead=r"روز",
        joint=r"ماه\s|سال\s",
        turns={"گذشته": -1, "پیش": -1, "آینده": 1},
        weeks={"هفته گذشته": -1, "هفته پیش": -1, "هفته آینده": 1, "هفته جاری": 0},
        future=r"خواهد|خواهند|قرار است",
        told=r"گفت|گفته|افزود|اعلام کرد|بود|شد|کرد|داد",
    ),
    "ar": Extra(
        months={
            "كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "مايو": 5, "حزيران": 6, "تموز": 7, "آب": 8,
            "أيلول": 9, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12, "فبراير": 2, "أبريل": 4, "إبريل": 4,
            "أغسطس": 8, "جوان": 6, "جويلية": 7, "غشت": 8,
        },
        weekdays={
            "الاثنين": 0, "الإثنين": 0, "الثلاثاء": 1, "الأربعاء": 2, "الخميس": 3, "الجمعة": 4, "السبت": 5, "الأحد": 6,
        },
        days={"أمس": -1, "أمس الأول": -2, "أول أمس": -2, "البارحة": -1, "الليلة الماضية": -1, "غدا": 1, "اليوم": 0},
        years={"العام الماضي": -1, "العام المقبل": 1, "العام القادم": 1, "هذا العام": 0, "العام الجاري": 0},
        months_off={"الشهر المقبل": 1, "الشهر الجاري": 0},
        numbers={
            "ثلاثة": 3, "أربعة": 4, "خمسة": 5, "ستة": 6, "سبعة": 7, "ثمانية": 8, "تسعة": 9, "عشرة": 10, "ثلاث": 3,
            "أربع": 4, "خمس": 5, "ست": 6, "سبع": 7, "ثماني": 8, "تسع": 9, "عشر": 10,
        },
        lunar=(
            "محرم", "صفر", "ربيع الأول", "ربيع الثاني", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان",
            "رمضان", "شوال", "ذو القعدة", "ذي القعدة", "ذو الحجة", "ذي الحجة",
        ),
        left_out=frozenset({"اليوم السابق", "ان", "يومين", "في"}),
        lead=r"في(?:\sشهر)?|خلال|منذ|شهر",
        year_lead=r"(?:في\s)?(?:عام|سنة)",
        day_lead=r"في(?:\sيوم)?|يوم",
        weekday_lead=r"(?:أمس|اليوم|مساء|صباح|ليلة|في|في يوم|يوم|مساء يوم|صباح يوم)",
        prefix="[وفبل]?",
        joint=r"من\s|شهر\s|من\sشهر\s",
        turns={"الماضي": -1, "الفائت": -1, "المنصرم": -1, "المقبل": 1, "القادم": 1},
        weeks={"من الأسبوع الماضي": -1, "الأسبوع الماضي": -1, "من الأسبوع المقبل": 1, "الأسبوع المقبل": 1},
        not_words=r"(?<=في\s)اليوم|(?<=هذا\s)اليوم|اليوم\s(?!إلى(?!\w))ال",
        future=r"سوف|(?<!\w)س[يتن]\w{2,}|المقرر|المتوقع|المنتظر|المزمع",
        told=r"قال|قالت|أعلن|أعلنت|أضاف|ذكر|كان|كانت|أكد",
    ),
    "he": Extra(
        weekdays={
            "יום שני": 0, "יום שלישי": 1, "יום רביעי": 2, "יום חמישי": 3, "יום שישי": 4, "יום ששי": 4, "יום שבת": 5,
            "יום ראשון": 6, "שבת": 5, "ליל שבת": 4,
        },
        days={"אמש": -1, "שלשום": -2, "מחרתיים": 2, "אתמול": -1, "מחר": 1, "היום": 0},
        years={"אשתקד": -1, "שנה שעברה": -1, "שנה הבאה": 1},
        months_off={"חודש שעבר": -1, "חודש הבא": 1},
        numbers={
            "שלושה": 3, "ארבעה": 4, "חמישה": 5, "שישה": 6, "שבעה": 7, "שמונה": 8, "תשעה": 9, "עשרה": 10, "שלוש": 3,
            "ארבע": 4, "חמש": 5, "שש": 6, "שבע": 7, "תשע": 9, "עשר": 10,
        },
        left_out=frozenset({"החודש", "השנה"}),
        lead=r"ב|במהלך\s|מאז\s|בחודש\s|מ",
        year_lead=r"בשנת|ב-",
        day_lead=r"ב-|ב־|ב",
        prefix="[ושהבמלכ]{0,2}",
        joint="ב|ל",
        turns={"שעבר": -1, "האחרון": -1, "הבא": 1, "הקרוב": 1},
        weeks={"בשבוע שעבר": -1, "של השבוע שעבר": -1, "בשבוע הבא": 1},
        not_words=r"היום\sה",
        future=r"(?:עתיד|צפוי|אמור)(?:ה|ים|ות)?|י?יפתחו?|תיפתח|יתקיים|תתקיים|יתכנס|יחזור|תחזור|יחזרו",
        told=r"אמר|אמרה|אמרו|מסר|מסרה|הודיע|הודיעה|היה|היתה",
    ),
    "es": Extra(
        days={"anoche": -1, "pasado mañana": 2},
        numbers={
            "un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
            "nueve": 9, "diez": 10, "once": 11, "doce": 12,
        },
        left_out=frozenset({"mañana"}),
        lead=r"en|desde|de",
        year_lead=r"en|desde",
        day_lead=r"el(?:\s(?:pasado|próximo))?|del",
        weekday_lead=r"el|este",
        joint=r"de\s",
        turns={"pasado": -1, "próximo": 1, "que viene": 1},
        weeks={"de la semana pasada": -1, "de la próxima semana": 1},
        future=r"\w+(?:rá|rán)|va a|van a|previsto|prevista",
        told=r"\w+(?:ó|aron|ieron)|dijo|fue|era",
    ),
    "fr": Extra(
        days={"ce matin": 0, "ce soir": 0, "hier soir": -1},
        numbers={
            "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
            "dix": 10, "onze": 11, "douze": 12,
        },
        lead=r"en|depuis|fin|début|de",
        year_lead=r"en|depuis",
        day_lead=r"le|du",
        weekday_lead=r"le|ce",
        turns={"dernier": -1, "prochain": 1},
        weeks={"de la semaine dernière": -1, "de la semaine prochaine": 1},
        future=r"(?!au-?delà)\w+(?:era|ira|dra|eront|iront|dront)|va|vont|prévu|prévue|doit",
        told=r"a|ont|avait|était|\w+é|dit",
    ),
}  # fmt: skip
