"""Who speaks in a Hebrew sentence: the subject before the verb, or after it where a quotation stands before."""

import re

from corpus.abbreviations import list_words
from corpus.speech.cues import CueStance
from corpus.speech.plain_reading import BLANK, Named, Told

VERBS = (
    (
        CueStance.DECLINES,
        r"(?:סירב|סירבה|סירבו|מסרב|מסרבת) (?:ל?התייחס|ל?הגיב|ל?פרש|ל?אשר|ל?ענות|ל?השיב|ל?פרט|ל?מסור|ל?הכחיש)\w*",
    ),
    (CueStance.DENIES, r"(?:הכחיש|הכחישה|הכחישו|מכחיש|מכחישה|מכחישים|דחה|דחתה|דחו)(?: את)?"),
    (CueStance.BLAMES, r"(?:האשים|האשימה|האשימו|מאשים|מאשימה|מאשימים) את"),
    (CueStance.CLAIMS, r"(?:טען|טענה|טענו|טוען|טוענת|טוענים)(?= ש| כי|,|\.|:)"),
    (CueStance.CONFIRMS, r"(?:אישר|אישרה|אישרו|הודה|הודתה|הודו)(?= ש| כי|,|\.|:| את)"),
    (CueStance.SUSPECTS, r"(?:חשד|חשדה|חושד|חושדת|חושדים|חושדת)(?= ש| כי| ב)"),
    (
        CueStance.SAYS,
        r"(?:אמר|אמרה|אמרו|אומר|אומרת|אומרים|הוסיף|הוסיפה|הוסיפו|מסר|מסרה|מסרו|הודיע|הודיעה|הודיעו|סיפר|סיפרה|סיפרו|"
        r"הסביר|הסבירה|הסבירו|ציין|ציינה|ציינו|הדגיש|הדגישה|כתב|כתבה|כתבו|שאל|שאלה|השיב|השיבה|הזהיר|הזהירה|הבהיר|הבהירה)",
    ),
)
CUES = [(stance, re.compile(rf"(?<!\w)ו?{pattern}(?!\w)")) for stance, pattern in VERBS]
ACCORDING = re.compile(r"(?:^|, )(?:לדברי|על פי|לפי|לטענת) ([^,:]{2,80})(?:,|$)")
BY_WORDS = re.compile(r"^(?:לדבריו|לדבריה|לדבריהם|לטענתו|לטענתה)(?!\w)")
LATER = re.compile(
    r" (?:בראיון|לעיתון|לשבועון|ביום|אתמול|היום|בתגובה|לכתב|בהודעה|במסיבת|לתחנת|בתחילת|כי|לוועדה|ש\w{3,}).*"
)
PRONOUNS = list_words("הוא היא הם הן")
ROLES = list_words(
    "יו״ר פרופ׳ עו״ד ח״כ מר גב׳ "
    "שר שרת ראש מנהל מנהלת דובר דוברת חבר חברת יושב יושבת שומר מהנדס מהנדסת פרופסור ד״ר השר השרה המנהל המנהלת הדובר "
    "הדוברת השומר השותף השותפה החוקר החוקרת נשיא נשיאת שופט שופטת עורך עורכת מפקד מפקדת סגן סגנית אבי אם מזכיר מזכירת "
    "הרב הסוחר הסוחרת השופט השופטת הרופא הרופאה הנהג"
)
BODIES = list_words(
    "איגוד העירייה עיריית חברת משטרת המשטרה משרד המשרד האיגוד החברה ממשלת הממשלה ועדת הוועדה שגרירות השגרירות ארגון "
    "הארגון התאחדות בנק עיתון העיתון סוכנות"
)


class Hebrew:
    """The grammar of Hebrew."""

    roles = ROLES

    def read(self, text: str) -> Told | None:
        """Give who speaks in a sentence whose quotations are blanked out."""
        words = BY_WORDS.search(text)
        if words:
            return Told(Named(None, last=True), words.span(), CueStance.SAYS)
        found = find_cue(text)
        source = ACCORDING.search(text)
        if source and (found is None or source.start() == 0):
            return Told(read_named(cut_source(LATER.sub("", source[1]))), source.span(), CueStance.SAYS)
        if found is None:
            return None
        stance, start, end = found
        subject = read_subject(text, start, end)
        target = find_target(text, end) if stance is CueStance.BLAMES else None
        return Told(subject, (start, end), stance, (), target, is_feminine(text[start:end])) if subject else None

    def find_people(self, text: str) -> list[Named]:
        """Give the people whom a sentence names beside a verb of speech."""
        found = find_cue(text)
        subject = read_subject(text, found[1], found[2]) if found else None
        return [subject] if subject and not subject.last and not subject.body else []


def cut_source(words: str) -> str:
    """Leave out what follows a source that no comma closes: after a word with its article (“על פי הוועדה נפצעו …”)."""
    parts = words.split()
    if len(parts) > 3 and parts[0].startswith("ה"):
        return " ".join(parts[:2]) if parts[1].startswith("ה") else parts[0]
    return words


def is_feminine(verb: str) -> bool | None:
    """Tell the gender of a verb by its form; unknown in the plural."""
    word = verb.split()[0].removeprefix("ו")
    if word.endswith(("ו", "ים")):
        return None
    return word.endswith("ת") or (word.endswith("ה") and word not in ("דחה", "הודה"))


def find_cue(text: str) -> tuple[CueStance, int, int] | None:
    """Give the first verb of speech."""
    hits = [(found.start(), found.end(), stance) for stance, cue in CUES if (found := cue.search(text))]
    first = min(hits, key=lambda hit: hit[0], default=None)
    return (first[2], first[0], first[1]) if first else None


def read_subject(text: str, start: int, end: int) -> Named | None:
    """Give the subject before the verb, or after it where a quotation, a comma or nothing stands before."""
    before = text[:start].rstrip()
    if not before or before[-1] == BLANK or (before[-1] == "," and not closes_apposition(before)):
        after = re.split(rf"[.:{BLANK}]|, (?=ש)", text[end:], maxsplit=1)[0]
        after = LATER.sub("", " " + after.strip(" ,"))
        if not after.strip():
            return Named(None, last=True)
        return read_named(after)
    clause = before[before.rindex(BLANK) + 1 :] if BLANK in before else before
    clause = re.split(r"— |; ", clause)[-1]
    return read_named(re.sub(r" (?:ש\w{3,}) .*", "", clause.strip(" ,")))


def closes_apposition(before: str) -> bool:
    """Whether the comma before a verb closes a name or a description, and not a clause of its own."""
    parts = before.rstrip(",").split(",")
    if any(part.strip().startswith("ש") for part in parts[1:]) and len(parts[0].split()) <= 6:
        return True
    return len(parts) > 1 and len(parts[-1].split()) <= 4 and len(parts[0].split()) <= 6


def read_named(words: str) -> Named:
    """Part a name from the role beside it."""
    parts = [part.strip() for part in words.strip(" ,.").split(",") if part.strip()]
    if not parts or parts[0] in PRONOUNS:
        return Named(None, last=True)
    parts = [strip_title(part) for part in parts]
    first = parts[0].split()
    if len(parts) > 1 and 1 < len(parts[1].split()) <= 4 and parts[1].split()[0] != "בן" and first[0] in ROLES:
        return Named(parts[1], parts[0])
    if first[0] in ROLES and len(first) > 2 and not first[-1].startswith("ה") and not first[-2].startswith("ה"):
        return Named(" ".join(first[-2:]), " ".join(first[:-2]))
    return Named(parts[0], body=first[0] in BODIES)


TITLES = frozenset(("פרופ׳", "ד״ר", "עו״ד", "ח״כ", "מר", "גב׳", "הרב", 'ד"ר', 'עו"ד', 'ח"כ'))
"""What stands before a name and is no part of it."""


def strip_title(words: str) -> str:
    """Leave out a title before a name."""
    first, _, rest = words.partition(" ")
    return rest if first in TITLES and rest else words


def find_target(text: str, end: int) -> str | None:
    """Give who is accused: what follows “את”, up to what of."""
    found = re.match(r" ([^,.:]{2,60}?)(?= ב\w{3,}|[,.:]|$)", text[end:])
    return found[1].strip() if found else None
