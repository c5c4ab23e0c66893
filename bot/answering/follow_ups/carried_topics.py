"""Follow-ups in languages other than English: no phrase is replaced, but what was asked before is named in front.

question | points back? | topic of the question before | “about the topic: question”
"""

import re
from dataclasses import dataclass

from bot.answering.follow_ups.question_words import list_in
from bot.answering.tongues.hearing import hear_tongue
from bot.languages.language import Language

WORD = re.compile(r"[\w\u200c]+")
HEBREW = re.compile(r"[\u05d0-\u05ea]")
ARABIC = re.compile(r"[\u0621-\u06d3]")
PERSIAN = re.compile(r"[پچژگیک\u200c]|\b(?:است|را|از|که|شد)\b")
ARABIC_ONLY = re.compile(r"[ةىكيأإ]")
SHORTEST = 2
"""A question of so few words always points back."""

LONG = 6
"""What points in a longer question mostly points to something in it."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """What one language points back with, asks with, and says before a topic."""

    about: str
    pointing: frozenset[str]
    asking: frozenset[str]
    openings: tuple[str, ...]
    endings: tuple[str, ...] = ()

    def points_back(self, question: str) -> bool:
        """Whether the question leans on the one before."""
        words = WORD.findall(question)
        opened = any(re.match(rf"{opening}\b", question.strip()) for opening in self.openings)
        ending = any(len(word) > 4 and word.endswith(self.endings) for word in words) if self.endings else False
        if len(words) <= SHORTEST or opened:
            return True
        return len(words) <= LONG and (ending or not self.pointing.isdisjoint(words))

    def find_topic(self, question: str) -> str:
        """Give what the question is about: what its asker carried on, or all of it but what asks."""
        carried = re.match(rf"{self.about} (?P<topic>[^:]+): ", question)
        if carried:
            return carried["topic"]
        words = list(WORD.finditer(question))
        telling = [word for word in words if word.group().lower() not in self.asking | self.pointing]
        return question[telling[0].start() : telling[-1].end()] if telling else ""


PERSIAN_TONGUE = Tongue(
    "درباره‌ی",
    list_in("او وی آن این آنها آن‌ها اینها این‌ها ایشان آنان آنجا اینجا همان همین"),
    list_in("چه کسی چرا کی کجا چگونه چطور آیا کدام چند چقدر و اما پس"),
    ("و", "اما", "پس", "چطور", "درباره", "در مورد"),
)
ARABIC_TONGUE = Tongue(
    "بشأن",
    list_in(
        "هذا هذه ذلك تلك هؤلاء أولئك هناك هنالك فيه فيها عنه عنها منه منها به بها له لها لهم عليه "
        "عليها إليه إليها نفسه نفسها"
    ),
    list_in("من ما ماذا لماذا متى أين كيف هل كم أي أية ومن وما وماذا ولماذا ومتى وأين وكيف وهل وكم"),
    ("ومن", "وما", "وماذا", "ولماذا", "ومتى", "وأين", "وكيف", "وهل", "وكم", "ماذا عن", "لكن"),
    ("ها", "هم", "هما"),
)
HEBREW_TONGUE = Tongue(
    "בעניין",
    list_in(
        "הוא היא הם הן זה זאת זו אלה אלו אותו אותה אותם אותן שלו שלה שלהם שלהן בו בה בהם לו לה להם ממנו ממנה מהם "
        "עליו עליה עליהם שם ההוא ההיא כך"
    ),
    list_in("מי מה מתי איפה היכן איך למה מדוע האם כמה איזה איזו ומי ומה ומתי ואיפה ואיך ולמה והאם וכמה"),
    ("ומי", "ומה", "ומתי", "ואיפה", "ואיך", "ולמה", "והאם", "וכמה", "מה לגבי", "אבל"),
)
SPANISH_TONGUE = Tongue(
    "Sobre",
    list_in(
        "él ella ellos ellas eso esto esa ese aquello allí ahí allá lo suyo suya sus su mismo misma otro otra otros "
        "otras"
    ),
    list_in(
        "quién quiénes qué cuándo dónde cómo cuánto cuánta cuántos cuántas cuál cuáles por y pero "
        "entonces el la los las"
    ),
    ("¿?[Yy]", "¿?[Pp]ero", "¿?[Ee]ntonces", "¿?[Qq]ué hay de"),
)
FRENCH_TONGUE = Tongue(
    "À propos de",
    list_in("il elle ils elles cela ça ceci celui celle ceux celles lui leur leurs y en son sa ses même autre autres"),
    list_in(
        "qui que quoi quand où comment combien pourquoi quel quelle quels quelles et mais "
        "alors a ont est sont le la les est-ce"
    ),
    ("[Ee]t", "[Mm]ais", "[Aa]lors", "[Qq]u[’']en est-il"),
)


LATIN_TONGUES = {Language.SPANISH: SPANISH_TONGUE, Language.FRENCH: FRENCH_TONGUE}


def find_tongue(question: str, before: str = "") -> Tongue | None:
    """Give the language that a question is written in, where it is one of these.

    A question in Arabic letters that are Persian as well is in the language of the question before it.
    """
    if HEBREW.search(question):
        return HEBREW_TONGUE
    if ARABIC.search(question):
        persian = PERSIAN.search(question) or (PERSIAN.search(before) and not ARABIC_ONLY.search(question))
        return PERSIAN_TONGUE if persian else ARABIC_TONGUE
    heard = hear_tongue(question)
    return LATIN_TONGUES.get(heard.language) if heard else None


def carry_topic(question: str, tongue: Tongue, before: str) -> str:
    """Name the topic of the question before in front of one that points back to it; else give it unchanged."""
    topic = tongue.find_topic(before)
    if not topic or topic in question or not tongue.points_back(question):
        return question
    return f"{tongue.about} {topic}: {question}"
