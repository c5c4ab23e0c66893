"""Whether some words ask anything: pure, by lists of words and nothing else.

A question mark or a question word asks. Without either, words that are said to the bot itself ask, as in “@bot the
ferry's captain”, unless they begin like a statement. Thanks, greetings and signs ask nothing.
"""

import re

from bot.answering.follow_ups.question_words import ASKING, AUXILIARIES, list_in

WORD = re.compile(r"[^\W_]+(?:['’\u200c\u200d-][^\W_]+)*")
MARK = re.compile(r"[?？؟⸮]|\s;\s*\Z")

COURTESY = list_in(
    "afternoon again agreed all alright amazing awesome bot bye cheers cool dear evening everybody everyone exactly "
    "fine goodbye good great haha hello hey hi hmm indeed interesting kudos lol lovely many morning much nice night no "
    "nope ok okay ooh perfect please right so sorry sure thank thanks there thx true very welcome well wow yeah yep "
    "yes you "
    "hola gracias muchas muy bien vale sí si no perdón adiós buenos buenas días tardes noches genial perfecto "
    "bonjour salut merci beaucoup oui non d'accord super parfait pardon bien "
    "سلام ممنون مرسی متشکرم خیلی بله نه باشه عالی خوب آره "
    "مرحبا شكرا شكراً جزيلا جزيلاً نعم لا حسنا حسناً ممتاز أهلا "
    "שלום תודה רבה כן לא בסדר יופי מצוין היי"
)
"""Words that alone, in any number and order, ask nothing."""

STATES = list_in(
    "i i'm i'll i've we we're you you're he he's she she's it it's they they're this that these those there here my "
    "that's there's here's let's i'd they'd they've you've he'd she'd "
    "our your yo tú él ella nosotros usted ustedes esto eso je j'ai tu il elle nous vous c'est ça "
    "أنا أنت هو هي نحن هذا هذه اینجا این آن او تو شما ما אני אתה את הוא היא אנחנו זה זאת"
)
"""Words that a statement begins with."""

ASKS = (
    ASKING
    | (AUXILIARIES - STATES)
    | list_in(
        "check compare describe explain find give list name quote show summarise summarize tell "
        "qué quién quiénes cuándo dónde cómo cuál cuáles cuánto cuánta cuántos cuántas por cuenta dime explica "
        "qui que quoi quand où comment pourquoi quel quelle quels quelles combien est-ce qu'est-ce explique dis "
        "چه چی کی کجا چرا چگونه چطور آیا کدام چند چقدر بگو "
        "من ما ماذا متى أين لماذا كيف هل كم أي أية "
        "מי מה מתי איפה היכן איך למה מדוע האם כמה איזה איזו ספר הסבר"
    )
)
"""Words that a question or a request begins with, behind its greeting."""

OPENINGS = list_in(
    "and but so then also or hmm dear hey hi hello ok okay please well y e pero et mais alors و پس اما لكن אבל אז"
)
"""Words that may stand before what a question begins with."""


def holds_words(text: str) -> bool:
    """Whether anything is said beyond signs, thanks and greetings."""
    words = list_words(text)
    return any(word not in COURTESY for word in words)


def holds_question(text: str, *, addressed: bool) -> bool:
    """Whether a text asks something; `addressed` says that it speaks to the bot, and not merely of it."""
    words = list_words(text)
    if not holds_words(text):
        return False
    first = next((word for word in words if word not in OPENINGS), words[0])
    if MARK.search(text) or first in ASKS:
        return True
    said = next((word for word in words if word not in COURTESY), first)
    return addressed and said not in STATES and first not in STATES


def list_words(text: str) -> list[str]:
    """Give the words of a text, in lower case and with plain apostrophes."""
    return [word.replace("’", "'").casefold() for word in WORD.findall(text)]
