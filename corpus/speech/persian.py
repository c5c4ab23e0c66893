"""Who speaks in a Persian sentence: the subject first, the verb after it, what is said last."""

import re

from corpus.abbreviations import list_words
from corpus.speech.cues import CueStance
from corpus.speech.plain_reading import BLANK, Named, Told

DONE = r"(?:کرد(?:ند|ه است|ه‌اند|ه)?|می‌کن(?:د|ند)|نکرد(?:ند)?)"
VERBS = (
    (
        CueStance.DECLINES,
        rf"از (?:اظهار ?نظر|پاسخ|گفتن|داوری|توضیح|اعلام|هرگونه)[^{BLANK}.،]{{0,40}}(?:خودداری|امتناع|پرهیز) {DONE}",
    ),
    (CueStance.DECLINES, rf"نه تأیید {DONE} و نه (?:رد|تکذیب)|نه (?:رد|تکذیب) {DONE} و نه تأیید"),
    (CueStance.DENIES, rf"(?:تکذیب|رد|انکار) {DONE}"),
    (CueStance.BLAMES, rf"متهم {DONE}|(?:مقصر|مسئول)(?: \S+){{0,4}} (?:دانست|خواند|می‌داند|دانستند)"),
    (CueStance.CLAIMS, rf"(?:ادعا|ادعای) {DONE}|مدعی (?:شد|است|شدند)"),
    (CueStance.CONFIRMS, rf"(?:تأیید|تایید|اذعان|اعتراف) {DONE}|پذیرفت(?:ند)?"),
    (CueStance.SUSPECTS, rf"(?:مظنون|مشکوک) (?:است|شد)|گمان {DONE}"),
    (
        CueStance.SAYS,
        rf"(?<!\w)(?:گفت(?:ند|ه است|ه‌اند)?|می‌گوی(?:د|ند)|افزود(?:ند)?|نوشت(?:ند)?|پرسید(?:ند)?|"
        rf"(?:اعلام|تأکید|تاکید|تصریح|اظهار|خاطرنشان|اضافه|بیان|عنوان|ابراز) {DONE}|"
        rf"معتقد (?:است|بود|هستند)|"
        rf"(?:توضیح|پاسخ|هشدار|خبر|ادامه|گزارش) (?:داد(?:ند|ه است)?|می‌دهد)|اظهار داشت|یادآور شد)(?!\w)",
    ),
)
CUES = [(stance, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")) for stance, pattern in VERBS]
ACCORDING = re.compile(r"(?:^|[،—] ?)به (?:گفت[هۀ]ٔ?ی?|نقل از|اعتقاد|باور) ([^،:]{2,80})[،:]")
REPORTED = re.compile(r"(?:^|[،—.] ?)(?:به|بنا بر|بر اساس|طبق) گزارش ([^،:]{2,60})[،:]")
BOUNDARY = re.compile(
    r"(?:^| |،)(?:روز|دیروز|امروز|شامگاه|صبح|بامداد|عصر|پیش‌تر|همچنین|نیز|هم|اما|ولی|که|را|به|در|از|با|برای|این|آن|سپس|"
    r"بعداً|بار)(?= )|[:؛]"
)
INTRODUCTION = re.compile(
    r"^(?:[^،—]{0,30}— )?(?:(?:در|با|پس از|پیش از|هم‌زمان|بعد از) ?[^،]{0,40}، )?(?:(?:و|اما|ولی|همچنین) (?=\S))?"
)
NAMED = re.compile(r"به نام ((?:\S+ ){1,2}?\S+)(?= (?:به|در|از|که|گفت|روز)|،|$)")
PRONOUNS = frozenset(("او", "وی", "ایشان", ""))
TITLES = list_words("سرهنگ سردار دکتر مهندس آقای خانم سرتیپ ژنرال سرگرد سروان استاد پروفسور حجت‌الاسلام آیت‌الله سید")
ROLES = list_words(
    "وزیر شهردار سخنگو سخنگوی مدیر رئیس رییس فرماندار استاندار نماینده دبیر فرمانده سفیر دادستان کارشناس معاون "
    "نخست‌وزیر رئیس‌جمهور رهبر عضو نگهبان مربی سرپرست قاضی وکیل پزشک پژوهشگر استاد بازپرس مشاور کارگردان نویسنده "
    "خبرنگار بازرس"
)
BODIES = list_words(
    "انجمن شرکت پلیس اتحادیه سازمان وزارت دولت مجلس خبرگزاری شورا دانشگاه بیمارستان درمانگاه صنف ارتش سپاه دادگاه "
    "کمیته روزنامه هواشناسی بانک حزب گروه یک دو چند مقام مقامات منابع منبع کارگران ساکنان شاهدان رئیس"
)
EZAFE = re.compile(r"[ٔی]\Z")


class Persian:
    """The grammar of Persian."""

    roles = ROLES

    def read(self, text: str) -> Told | None:
        """Give who speaks in a sentence whose quotations are blanked out."""
        relay: tuple[str, ...] = ()
        reported = REPORTED.search(text)
        start = 0
        if reported:
            relay, start = (reported[1].strip(),), reported.end()
        source = ACCORDING.search(text)
        if source and not reported:
            return Told(read_named(source[1]), source.span(), CueStance.SAYS)
        found = find_cue(text, start)
        if found is None:
            subject = Named(relay[0], body=True) if relay else None
            return Told(subject, reported.span(), CueStance.SAYS) if subject and reported else None
        stance, cue = found
        subject = read_subject(text, start, cue[0])
        return Told(
            subject, cue, stance, relay, find_target(text, start, cue[0]) if stance is CueStance.BLAMES else None
        )

    def find_people(self, text: str) -> list[Named]:
        """Give the people whom a sentence names before a verb of speech."""
        found = find_cue(text, 0)
        if found is None:
            return []
        reported = REPORTED.search(text)
        subject = read_subject(text, reported.end() if reported else 0, found[1][0])
        return [] if subject.last or subject.body else [subject]


def find_cue(text: str, start: int) -> tuple[CueStance, tuple[int, int]] | None:
    """Give the first verb of speech that ends a clause."""
    hits = [(found.start(), stance, found.span()) for stance, cue in CUES if (found := cue.search(text, start))]
    first = min(hits, key=lambda hit: hit[0], default=None)
    return (first[1], first[2]) if first else None


def read_subject(text: str, start: int, end: int) -> Named:
    """Give the subject that stands between the start of the clause and its verb."""
    clause = text[start:end]
    if BLANK in clause:
        clause = clause[clause.rindex(BLANK) + 1 :]
    clause = INTRODUCTION.sub("", clause.strip(" ،—"))
    named = NAMED.search(clause + " ")
    if named:
        return Named(named[1].strip(), clause[: named.start()].strip() or None)
    clause += " "
    cut = BOUNDARY.search(clause, 1)
    while (
        cut
        and cut.group().strip(" ،") in ("از", "آن", "این")
        and clause[: cut.start()].strip() in ("یکی", "برخی", "بسیاری", "")
    ):
        cut = BOUNDARY.search(clause, cut.end())
    words = clause[: cut.start()] if cut else clause
    if cut and cut.group().strip() == "را" and " " in words.strip():
        words = words.strip().rsplit(" ", 1)[0]
    return read_named(words)


def read_named(words: str) -> Named:
    """Part a name from the role beside it."""
    parts = [part.strip() for part in words.strip(" ،").split("،") if part.strip()]
    if not parts or parts[0] in PRONOUNS:
        return Named(None, last=True)
    first = parts[0].split()
    if first[0] in PRONOUNS:
        return Named(None, last=True)
    if first[0] in ("این", "آن"):
        return Named(None)
    role = EZAFE.sub("", first[0])
    if len(parts) > 1 and (role in ROLES or first[0] in ROLES) and 1 < len(parts[1].split()) <= 4:
        return Named(parts[1], parts[0])
    if first[0] in TITLES and len(first) > 1:
        return Named(" ".join(first[1:]), first[0])
    return Named(parts[0], body=role in BODIES or first[0] in BODIES)


def find_target(text: str, start: int, end: int) -> str | None:
    """Give who is accused: what stands before “را”, after the subject."""
    clause = text[start:end]
    at = clause.find(" را ")
    if at < 0:
        return None
    words = re.split(r"[،:]| روز \S+ ", clause[:at])
    return words[-1].strip() or None if len(words) > 1 else None
