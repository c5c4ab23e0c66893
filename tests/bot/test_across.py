"""A statement in one language over a quotation in another: what it gets wrong is dropped, and why is said."""

from dataclasses import replace
from datetime import date

import pytest

from bot.answering.answers import Quote, QuotedDate, Stance
from bot.answering.faults import characters, days, figures, grave, hedges, names, turning
from bot.answering.faults.across.checks import ACROSS_FINDERS, UNREAD, choose_finders
from bot.answering.faults.across.spoken import is_across
from bot.answering.faults.ground import Ground
from tests.shelves import write_report

PUBLISHED = date(2026, 3, 16)
RECOUNT = "The number of people injured was 19 and not 21, the Waterways Safety Board said on Monday."
GUILD = "The guild’s secretary, Maud Ferrant, denied that its members had cut the cables."
OFFICIAL = "A senior official said that the service suspected that border guards had cut the cables."
LAUNCH = "The ferry was launched on 3 March 1987 on the western bank."
FARSI = "به گفتهٔ درمانگاه نیلوفرگاه، ۲۱ نفر در این حادثه زخمی شدند، نه ۱۴ نفر."
HEBREW = "האור היה בגדה המזרחית, לא בגדה המערבית."


def make_quote(text: str, language: str = "en", speaker: str | None = None, role: str | None = None) -> Quote:
    report = write_report("report", text, language=language, published=PUBLISHED)
    quote = Quote.cut(report, 0, len(text))
    stance = Stance.CLAIMS if speaker else Stance.REPORTS
    dates = (QuotedDate("3 March 1987", "1987-03-03"),) if "1987" in text else ()
    return replace(quote, speaker=speaker, role=role, dates=dates, stance=stance)


def find_fault(statement: str, quote: Quote) -> str | None:
    ground = Ground((quote,), "?")
    assert is_across(statement, ground)
    return next(filter(None, (find(statement, ground) for find in ACROSS_FINDERS)), None)


BOARD = make_quote(RECOUNT, speaker="The Waterways Safety Board")
SECRETARY = make_quote(GUILD, speaker="Maud Ferrant", role="the guild’s secretary")
SERVICE = make_quote(OFFICIAL, speaker="A senior official")
LAUNCHED = make_quote(LAUNCH)
CLINIC = make_quote(FARSI, "fa", speaker="درمانگاه نیلوفرگاه")
LIGHT = make_quote(HEBREW, "he")


@pytest.mark.parametrize(
    ("quote", "statement"),
    [
        (SECRETARY, "مود فرانت این را که اعضای صنف کابل‌ها را بریده‌اند تکذیب کرد."),
        (SECRETARY, "نفت مود فيرانت أن يكون الأعضاء قد قطعوا الأسلاك."),
        (SECRETARY, "מוד פרנט הכחישה שחברי האיגוד חתכו את הכבלים."),
        (LAUNCHED, "کشتی در ۱۲ اسفند ۱۳۶۵ در کرانهٔ غربی به آب انداخته شد."),
        (LAUNCHED, "El transbordador fue botado el 3 de marzo de 1987 en la orilla occidental."),
        (LAUNCHED, "Le bac a été lancé le 3 mars 1987 sur la rive occidentale."),
        (CLINIC, "The Nilufargah clinic said that 21 people were injured in the accident."),
        (CLINIC, "وقال مستوصف نيلوفرغاه إن ٢١ شخصًا أصيبوا في الحادث."),
        (LIGHT, "The light was on the eastern bank, not on the western."),
    ],
)
def test_a_statement_that_says_the_same_in_another_language_stays(quote, statement):
    assert find_fault(statement, quote) is None


@pytest.mark.parametrize(
    ("quote", "statement", "fault"),
    [
        (CLINIC, "The Nilufargah clinic said that 22 people were injured.", figures.FOREIGN_FIGURE),
        (CLINIC, "The Nilufargah clinic said that 14 people were injured.", figures.MOVED_FIGURE),
        (CLINIC, "The Nilufargah clinic said that 21 passengers were injured.", figures.MOVED_FIGURE),
        (CLINIC, "The Nilufargah clinic said that about 21 people were injured.", figures.MOVED_FIGURE),
        (CLINIC, "According to the Nilufargah clinic 21 people were killed.", grave.FOREIGN_CHARGE),
        (CLINIC, "According to the Nilufargah clinic 21 people were not injured.", turning.LOST_NEGATION),
        (CLINIC, "Corwin Haddle said that 21 people were injured.", hedges.WRONG_VOICE),
        (CLINIC, "In the accident 21 people were injured.", hedges.LOST_CLAIM),
        (BOARD, "هیئت گفت که ۲۱ نفر زخمی شدند.", figures.MOVED_FIGURE),
        (BOARD, "هیئت گفت که بیست نفر زخمی شدند.", figures.FOREIGN_FIGURE),
        (BOARD, "קורווין האדל אמר שנפצעו 19 בני אדם.", hedges.WRONG_VOICE),
        (SECRETARY, "مود فرانت گفت اعضای صنف کابل‌ها را بریده‌اند.", turning.LOST_NEGATION),
        (SECRETARY, "קורווין האדל הכחיש שחברי האיגוד חתכו את הכבלים.", hedges.WRONG_VOICE),
        (SECRETARY, "Nosotros no cortamos los cables, según Maud Ferrant.", characters.FOREIGN_VOICE),
        (SERVICE, "یک مقام ارشد گفت مرزبانان کابل‌ها را بریده‌اند.", hedges.LOST_DOUBT),
        (SERVICE, "حرس الحدود قطعوا الأسلاك.", hedges.LOST_DOUBT),
        (LAUNCHED, "El transbordador fue botado el 4 de marzo de 1987.", days.FOREIGN_DATE),
        (LAUNCHED, "کشتی در ۱۳ اسفند ۱۳۶۵ به آب انداخته شد.", days.FOREIGN_DATE),
        (LAUNCHED, "Le bac a été lancé sur la rive orientale.", turning.OPPOSITE),
        (LAUNCHED, "El transbordador de Corwin Haddle fue botado en la orilla occidental.", names.FOREIGN_NAME),
        (LIGHT, "The light was on the western bank, not on the eastern.", turning.OPPOSITE),
    ],
)
def test_a_statement_that_turns_its_quotation_is_dropped_across_languages(quote, statement, fault):
    assert find_fault(statement, quote) == fault


def test_a_quotation_that_cannot_be_read_holds_up_only_its_own_words():
    quote = make_quote("Die Fähre trieb elf Minuten lang den Fluss hinab.", "de")
    (find,) = choose_finders("The ferry drifted.", Ground((quote,), "?"), ())
    assert find("The ferry drifted for eleven minutes.", Ground((quote,), "?")) == UNREAD
    assert find("Die Fähre trieb elf Minuten.", Ground((quote,), "?")) is None


def test_english_over_english_goes_through_the_checks_for_english():
    assert not is_across("The ferry was launched in 1987.", Ground((LAUNCHED,), "?"))
