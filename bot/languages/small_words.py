"""Small words by language, from which a question is heard; those of several languages count for each of them."""

from collections.abc import Mapping

from bot.languages.language import Language

_WORDS = {
    Language.PERSIAN: """
        چه چی کی که کجا چرا چند چطور چگونه آیا است هست بود شد شده می را از در به با برای این آن ها های یک و
        کدام کدوم کرد کرده دارد داشت اند نام باشد هستند بودند شدند کردند گفت گفته تا هم او وی ایران سال
    """,
    Language.ARABIC: """
        من ما ماذا متى أين اين كيف لماذا كم هل أي اي هو هي التي الذي في على إلى الى عن مع هذا هذه ذلك كان
        كانت قال قالت لم لن أن ان بعد قبل بين حول تم يكون تكون بماذا بم لمن ممن وما ومن وكم
    """,
    Language.ENGLISH: """
        the of and to is was were are did does do has have had who what when where why how which whom whose
        that name this it its in by for with from at be been will would can could should not they their he
        she his her there about after before into than many much if as said say says any on an or but you
    """,
    Language.SPANISH: """
        el los las del al que qué quién quien quiénes quienes cuándo cuando dónde donde cómo como cuál cual
        cuáles cuánto cuánta cuántos cuántas por para con una uno unos se su sus fue fueron es está están
        era había ha han hay y lo le dijo sobre según pero más no en un la de qué hizo hubo tiene son porque
        muy ya entre desde cuanto cuantos cuantas cuanta sin
    """,
    Language.FRENCH: """
        le les des du au aux qui que quoi quand où pourquoi comment quel quelle quels quelles combien est
        sont était ont avait et dans pour par avec une un sur ce cette ces il elle ils elles ne pas se sa
        son ses leur selon dit fait été la de en y mais plus sans entre depuis chez était-il est-ce a-t-on
        a-t-il a-t-elle
    """,
}
_ASKING = """
    what who when where why how which whom whose did does name qué quién quiénes cuándo dónde cómo cuál
    cuáles cuánto cuánta cuántos cuántas quoi où pourquoi comment quel quelle quels quelles combien est-ce
    چه کی کجا چرا چند چطور چگونه آیا کدام ماذا متى أين كيف لماذا كم هل
"""

WORDS: Mapping[Language, frozenset[str]] = {language: frozenset(words.split()) for language, words in _WORDS.items()}
ASKING = frozenset(_ASKING.split())
"""Words that ask."""
