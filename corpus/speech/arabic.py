"""Who speaks in an Arabic sentence: the verb first, then the subject, then what is said."""

import re

from corpus.abbreviations import list_words
from corpus.speech.cues import CueStance
from corpus.speech.plain_reading import BLANK, Named, Told

VERBS = (
    (CueStance.DENIES, "نفى|نفت|نفوا|تنفي|ينفي|أنكر|أنكرت|كذّب|كذّبت|فنّد|فنّدت|دحض|دحضت"),
    (CueStance.BLAMES, "اتهم|اتهمت|اتهموا|يتهم|تتهم|حمّل|حمّلت|حمل|لام|لامت"),
    (CueStance.CLAIMS, "زعم|زعمت|زعموا|ادّعى|ادعى|ادّعت|ادعت|يزعم|تزعم"),
    (CueStance.CONFIRMS, "أكد|أكدت|أكّد|أكّدت|أكدوا|يؤكد|تؤكد|اعترف|اعترفت|أقر|أقرت|أقرّ|أقرّت"),
    (CueStance.SUSPECTS, "اشتبه|اشتبهت|تشتبه|يشتبه|رجّح|رجّحت"),
    (CueStance.DECLINES, "رفض|رفضت|رفضوا|يرفض|ترفض|امتنع|امتنعت"),
    (
        CueStance.SAYS,
        "قال|قالت|قالوا|يقول|تقول|يقولون|أضاف|أضافت|أضافوا|أعلن|أعلنت|أعلنوا|صرّح|صرح|صرّحت|صرحت|أوضح|أوضحت|ذكر|ذكرت|كتب|كتبت|"
        "أشار|أشارت|وصف|وصفت|حذّر|حذر|حذّرت|حذرت|تابع|تابعت|شدّد|شدد|شددت|شدّدت|أفاد|أفادت|اعتبر|اعتبرت|رأى|رأت|ردّ|ردّت|سأل|سألت|"
        "أجاب|أجابت|لفت|لفتت|بيّن|بيّنت|روى|روت|تساءل|تساءلت|سخر|سخرت",
    ),
)
STANCES = {verb: stance for stance, verbs in VERBS for verb in verbs.split("|")}
CUE = re.compile(rf"(?<![\w])(?:[وف])?({'|'.join(sorted(STANCES, key=len, reverse=True))})(?![\w])")
FREE = list_words("قال قالت قالوا يقول تقول يقولون أضاف أضافت أضافوا أعلن أعلنت أعلنوا صرّح صرح صرّحت صرحت أوضح أوضحت")
"""Verbs that need nothing beside them."""

CHARGES = re.compile(r"(?:ال)?(?:اتهام|تهم|مزاعم|ادعاء|رواية|أنباء|تقرير|ما نُسب|ذلك)")
SILENCES = re.compile(r"(?:التعليق|الإفصاح|الكشف|الرد|الإجابة|التصريح|تأكيد|الإدلاء|عن)")
ACCORDING = re.compile(
    r"(?:^|[،:. ])و?(?:بحسب|وفقًا ل|وفقا ل|وفق |حسب |نقلًا عن|نقلا عن) ?"
    r"([^،:.]{2,80}?)(?=[،:.]|$| (?:عُثر|كانت|كان|فإن))"
)
CONVEYED = re.compile(r"(?<!\w)و?(?:نقلت|نقل) (.{2,60}?) عن (.{2,80}?) (?:قوله|قولها|قولهم|أن|أنه|أنها|إن)(?!\w)")
SAID_FIRST = re.compile(r" (?:إن|أن|بأن|إنه|إنها|أنه|أنها|إنهم|أنهم|إلى أن|على أن)(?= |$)|[:؛]")
BOUNDARY = re.compile(
    rf"[،.{BLANK}(]| (?:في|إلى|خلال|يوم|مساء|صباح|أمام|عبر|على|عن|من|بعد|قبل|أمس|كذلك|ذلك|هذا|هذه|ما|أي|مسؤولية|"
    r"بأنه|بأنها|لـ\S*|للصحفيين|للصحافيين|لوكالة|لصحيفة|لقناة|إنّ|أنّ|نفيًا|طلب|طلبت|رفض|ردًا|حدث|السبت|الأحد|الاثنين|"
    r"الثلاثاء|الأربعاء|الخميس|الجمعة)(?= |$|[،.:«])"
)
NAMED = re.compile(r"(?:تُدعى|يُدعى|تدعى|يدعى|اسمه|اسمها) (\S+ \S+)")
ROLES = list_words(
    "وزير وزيرة رئيس رئيسة محافظ محافظة مدير مديرة متحدث متحدثة ناطق ناطقة نائب نائبة سفير سفيرة طبيب طبيبة محامي "
    "محامية محامٍ قائد قائدة مهندس مهندسة تاجر تاجرة نقيب أمين أمينة عضو قاضي مراسل مراسلة عمدة حاكم ملك أمير أميرة "
    "شيخ مدرب لاعب كاتب كاتبة خبير خبيرة محلل باحث باحثة أستاذ أستاذة مستشار قسيس بائع معلم معلمة عقيد عميد لواء "
    "دكتور دكتورة سيد سيدة"
)
UNNAMED = list_words(
    "مصدر مصادر مسؤول مسؤولة مسؤولون شاهد شاهدة شهود دبلوماسي دبلوماسية دبلوماسيون موظف موظفة أحد إحدى عدد"
)


class Arabic:
    """The grammar of Arabic."""

    roles = ROLES

    def read(self, text: str) -> Told | None:
        """Give who speaks in a sentence whose quotations are blanked out."""
        conveyed = CONVEYED.search(text)
        if conveyed:
            relay = re.sub(r"(?:^| )(?:يوم|مساء|صباح) .*", "", conveyed[1]).strip() or read_outlet(
                text[: conveyed.start()]
            )
            speaker = re.sub(r" (?:لم|طلب|طلبت|رفض|رفضت) .*", "", conveyed[2])
            return Told(read_conveyed(speaker), conveyed.span(), CueStance.SAYS, (relay,) if relay else ())
        told = read_verb(text)
        source = ACCORDING.search(text)
        if told is None and source:
            words = re.split(r" (?:في|من) (?=ال?\w+ ?$)", source[1])[0] if source[1].count(" ") > 3 else source[1]
            return Told(read_named(words.strip()), source.span(), CueStance.SAYS)
        return told

    def find_people(self, text: str) -> list[Named]:
        """Give the people whom a sentence names beside a verb of speech."""
        conveyed = CONVEYED.search(text)
        subject = read_conveyed(conveyed[2]) if conveyed else None
        told = None if subject else read_verb(text)
        subject = subject or (told.subject if told else None)
        return [subject] if subject and subject.name and " " in subject.name and not subject.body else []


def read_outlet(before: str) -> str:
    """Give the outlet that stands before its verb (“وكانت صحيفة … قد نقلت”)."""
    found = re.search(r"(?:^|[ و])كان(?:ت)? (.{2,60}?)(?: الصادرة| في | قد|$)", before)
    return found[1].strip() if found else ""


def read_verb(text: str) -> Told | None:
    """Give the first verb of speech that has what it needs, with its subject."""
    for found in CUE.finditer(text):
        stance = STANCES[found[1]]
        after = text[found.end() :]
        if stance is CueStance.DECLINES:
            stance_found = judge_refusal(after)
            if stance_found is None:
                continue
            stance = stance_found
        elif found[1] not in FREE and not has_complement(after, stance):
            continue
        before = text[: found.start()].rstrip()
        if begins_clause(before):
            described = found[1] in ("وصف", "وصفت", "اعتبر", "اعتبرت") and re.match(r" \S+ (?:بأن|أن)", after)
            subject = Named(None, last=True) if described else read_after(after, stance)
        else:
            subject = read_before(before)
        target = find_target(after) if stance is CueStance.BLAMES else None
        feminine = found[1].endswith("ت") or found[1].startswith("ت")
        return Told(subject, found.span(), stance, (), target, feminine) if subject else None
    return None


def judge_refusal(after: str) -> CueStance | None:
    """Give what a refusal is: of a charge, or to speak."""
    near = after[:60]
    if SILENCES.search(near):
        return CueStance.DECLINES
    return CueStance.DENIES if CHARGES.search(near) else None


def has_complement(after: str, stance: CueStance) -> bool:
    """Whether a clause or a quotation follows, or whatever is denied or blamed."""
    if stance in (CueStance.DENIES, CueStance.BLAMES, CueStance.CONFIRMS, CueStance.SUSPECTS):
        return bool(after.strip(" .،"))
    return SAID_FIRST.search(after[:160]) is not None or BLANK in after[:160]


def begins_clause(before: str) -> bool:
    """Whether a verb that follows these words stands first in its clause."""
    return (
        not before
        or before[-1] in f"،.:—{BLANK}؛"
        or before.split()[-1] in ("غير", "لكن", "كما", "حيث", "فيما", "بينما")
    )


def read_after(after: str, stance: CueStance) -> Named | None:
    """Give the subject that stands after a verb."""
    said = SAID_FIRST.search(after)
    stretch = after[: said.start()] if said else after
    if not stretch.strip() or (
        re.match(r" ?(?:في|إلى|ب\S+ )", stretch.strip() + " ") and not stretch.strip().startswith("ال")
    ):
        return Named(None, last=True)
    if stretch.split()[0].rstrip(":").endswith("ًا"):
        return Named(None, last=True)
    whole = stretch.strip(" ،")
    parts = [part.strip() for part in whole.split("،")]
    if len(parts) > 1 and 1 < len(parts[1].split()) <= 4 and parts[0].split()[0].removeprefix("ال") in ROLES:
        return Named(parts[1], parts[0])
    role_first = whole.split()[0].removeprefix("ال") in ROLES
    if role_first and said and "،" not in whole and BLANK not in whole and is_name_end(whole):
        return read_role(whole)
    cut = BOUNDARY.search(" " + whole, 2)
    words = whole[: cut.start() - 1] if cut else whole
    if not words.strip():
        return Named(None, last=True)
    closed = cut is not None and cut.group() == "،"
    if stance in (CueStance.BLAMES, CueStance.DENIES, CueStance.DECLINES) and not closed:
        words = drop_object(words)
    if cut and words.split()[0].removeprefix("ال") in UNNAMED and cut.group().strip() == "في":
        following = BOUNDARY.search(" " + whole, cut.end())
        words = whole[: following.start() - 1] if following else whole
    return read_named(words)


def is_name_end(words: str) -> bool:
    """Whether a role in several words may end with a name, a place in between (“مدير … في الصفوان ماجد الحلواني”)."""
    tail = words.split()[-2:]
    return len(words.split()) > 3 and len(tail) == 2 and not tail[0].startswith("ال") and tail[0] not in PREPOSITIONS


PREPOSITIONS = list_words("في من على إلى عن مع بين خلال بعد قبل أمام يوم مساء صباح مؤتمر حديث مدينة")


def drop_object(words: str) -> str:
    """Leave out whom or what a verb denies or blames: the last word, where it has its article and is not alone."""
    parts = words.split()
    for at in range(2, len(parts)):
        if parts[at].startswith("ب") and parts[at] != "بن" and parts[at - 1].startswith("ال"):
            parts = parts[:at]
            break
    if len(parts) > 1 and parts[-1].startswith("ال") and (len(parts) > 2 or parts[0].startswith("ال")):
        parts = parts[:-1]
    return " ".join(parts)


def read_before(before: str) -> Named | None:
    """Give the subject that stands before a verb, where it begins its clause."""
    clause = re.split(rf"[،.:؛—{BLANK}]| (?:أن|إن|لكن|غير أن) ", before)[-1].strip()
    clause = re.sub(r"^(?:غير|لكن|أما|و)? ?(?:أن|إن)? ", "", clause) if clause.startswith(("غير أن", "لكن")) else clause
    return read_named(clause) if clause and len(clause.split()) <= 6 else None


def read_conveyed(words: str) -> Named:
    """Give whose words an outlet conveys (“مديرها بيرس أولاندر”)."""
    named = NAMED.search(words)
    if named:
        return Named(named[1])
    parts = words.split()
    if len(parts) > 2 and parts[0].endswith(("ها", "ه", "هم")):
        return Named(" ".join(parts[1:]), parts[0])
    return read_named(words)


def read_named(words: str) -> Named:
    """Part a name from the role before it."""
    words = words.strip(" ،.")
    named = NAMED.search(words)
    if named:
        return Named(named[1])
    parts = words.split()
    if not parts:
        return Named(None, last=True)
    if parts[0] in ("هو", "هي", "هم"):
        return Named(None, last=True)
    return (
        read_role(words)
        if parts[0].removeprefix("ال") in ROLES and len(parts) > 1
        else Named(words, body=not is_surname(parts))
    )


def is_surname(parts: list[str]) -> bool:
    """Whether a single word may be a surname."""
    return len(parts) == 1 and parts[0].startswith("ال") and parts[0].removeprefix("ال") not in ROLES | BODIES


BODIES = list_words(
    "شركة شرطة وزارة نقابة حكومة بلدية مستشفى نيابة محكمة جيش منظمة لجنة سفارة جماعة حركة صحيفة وكالة هيئة مجلس نادي"
)


def read_role(words: str) -> Named:
    """Give the name that ends a role: what follows its words with an article, or the last two."""
    parts = words.split()
    at = 1
    while at < len(parts) and parts[at].startswith("ال"):
        at += 1
    rest = parts[at:]
    if len(rest) < 2:
        return Named(words, body=True)
    if rest[0] == "باسم" and len(rest) > 3:
        return Named(" ".join(rest[-2:]), " ".join(parts[:-2]))
    if parts[0].startswith("ال") or (at > 1 and not set(rest) & PREPOSITIONS and len(rest) <= 4):
        return Named(" ".join(rest), " ".join(parts[:at]))
    return Named(" ".join(parts[-2:]), " ".join(parts[:-2]))


def find_target(after: str) -> str | None:
    """Give whom a verb accuses: the last word before what of."""
    found = re.match(r"((?: \S+){1,7}?) (?:ب\S+|مسؤولية)", after)
    words = found[1].split() if found else []
    return words[-1] if len(words) > 1 and words[-1].startswith("ال") else None
