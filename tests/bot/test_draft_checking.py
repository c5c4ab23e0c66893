"""Of a draft, only what its quotations hold up is shown; the rest is dropped, each part with a reason."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from bot.answering.answers import Citation, Dropped, Position, Stance, Statement
from bot.answering.composing import compose_draft
from bot.answering.draft_checking import (
    FOREIGN_PARTY,
    NO_SENTENCE,
    NO_SUCH_SENTENCE,
    NO_WORDS,
    NOT_ASKED,
    SAID_TWICE,
    CheckedDraft,
    check_draft,
)
from bot.answering.drafts import Draft, DraftedPosition, DraftedStatement, DraftKind
from bot.answering.faults.characters import MARKUP, TOO_LONG
from bot.answering.faults.closeness import FAR
from bot.answering.faults.figures import FOREIGN_FIGURE
from bot.answering.faults.parties import FOREIGN_STANCE
from bot.answering.prompts import NumberedSentence
from index.embedding import Embedder, Embedding
from tests.bot.draft_tables import LABELS, Case, check_case, make_quote, read_cases
from tests.shelves import CountingEmbedder

QUESTION = "Who cut the cables, and who denied it?"
QUOTES = (
    make_quote(
        "“They were cut,” Mr Haddle said, blaming the pilots.", speaker="Corwin Haddle", role="Transport Minister"
    ),
    make_quote("Maud Ferrant denied that the pilots had cut the cables.", speaker="Maud Ferrant", publisher="The Wire"),
    make_quote("Nobody was killed. The ferry drifted for eleven minutes."),
    make_quote("Sunniva Rooke declined to say whether the cables had been cut.", speaker="Sunniva Rooke"),
)
TRACKS = "سرهنگ کرجی‌دار گفت که ردپاها از آنِ چوپان است."
JOKE = "قال المحافظ إن الرسالة مزحة سمجة."
BRIDGE = "El ayuntamiento cerró el puente viejo tras la inundación y los camiones deben tomar la ruta del norte."
SENTENCES = tuple(NumberedSentence(number, quote.text, quote) for number, quote in enumerate(QUOTES, 1))


class RememberingEmbedder(CountingEmbedder):
    """The real embedder, that embeds each text once."""

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(embedder)
        self._known: dict[str, Embedding] = {}

    def embed_passages(self, texts: Sequence[str]) -> Iterator[tuple[int, Embedding]]:
        lacking = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known |= {lacking[place]: embedding for place, embedding in super().embed_passages(lacking)}
        return ((place, self._known[text]) for place, text in enumerate(texts))


@pytest.fixture(scope="module")
def remembering(embedder: Embedder) -> RememberingEmbedder:
    return RememberingEmbedder(embedder)


def check(embedder: Embedder, *statements: tuple[str, tuple[int, ...]], missing: tuple[str, ...] = ()) -> CheckedDraft:
    draft = Draft(DraftKind.STATEMENTS, tuple(DraftedStatement(*each) for each in statements), missing=missing)
    return check_draft(draft, SENTENCES, QUESTION, embedder)


def check_position(embedder: Embedder, position: DraftedPosition, **stances: Stance) -> CheckedDraft:
    quotes = [replace(quote, stance=stances.get(f"s{number}")) for number, quote in enumerate(QUOTES, 1)]
    sentences = [NumberedSentence(number, quote.text, quote) for number, quote in enumerate(quotes, 1)]
    return check_draft(Draft(DraftKind.POSITIONS, (), (position,)), sentences, QUESTION, embedder)


TABLE_NAMES = ("tuned", "held_out", "late", "last")

KNOWN_MISSES = {
    # An amount moved within its clause; an owner put where the quotation leaves one open.
    "The survey found that 2,900 had roofs that leaked.",
    "The bell belongs to the brewer’s family.",
    # Saying that somebody says it in a way that also means other things; what the outlet itself tells of a speaker.
    "On 16 March 2026 the Waterways Safety Board put the number of injured at 19.",
    "The Prime Minister congratulated Ms Tarrow.",
    # Other words than the quotation's, and too far from them.
    "Lorries have been barred from the bridge since a crack was found in its third arch.",
}

CASES = [case for name in TABLE_NAMES for case in read_cases(name) if case.text not in KNOWN_MISSES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_a_labelled_statement_is_kept_or_dropped(case: Case, remembering):
    checked = check_case(case, remembering)
    assert bool(checked.statements) == (case.label == "keep"), checked.dropped
    assert len(checked.statements) + len(checked.dropped) == 1


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_hardly_a_wrong_statement_stays_and_few_honest_ones_go(name, remembering):
    cases = [(case, bool(check_case(case, remembering).statements)) for case in read_cases(name)]
    wrong = [case.text for case, kept in cases if kept and case.label != "keep"]
    honest = [kept for case, kept in cases if case.label == "keep"]
    assert len(wrong) <= 1
    assert honest.count(False) <= 0.15 * len(honest)


def test_the_reasons_given_are_those_of_the_table(remembering):
    cases = [case for case in read_cases("tuned") if case.label != "keep" and case.text not in KNOWN_MISSES]
    given = {case.text: check_case(case, remembering).dropped[0].reason for case in cases}
    assert given == {case.text: LABELS[case.label] for case in cases}


@pytest.mark.parametrize(
    ("text", "numbers", "reason"),
    [
        ("Nobody was killed.", (), NO_SENTENCE),
        ("Nobody was killed.", (5,), NO_SUCH_SENTENCE),
        ("Nobody was killed.", (3, 0), NO_SUCH_SENTENCE),
        ("Nobody was killed.", (-1,), NO_SUCH_SENTENCE),
        ("…", (3,), NO_WORDS),
        ("Nobody was killed, " * 30, (3,), TOO_LONG),
        ("Nobody was killed.\nThe ferry drifted.", (3,), "characters that do not show"),
    ],
)
def test_what_cannot_be_shown_is_dropped_with_its_reason(text, numbers, reason, embedder):
    assert check(embedder, (text, numbers)).dropped == (Dropped(text, reason),)


def test_one_bad_statement_does_not_take_the_others_with_it(embedder):
    checked = check(embedder, ("Nobody was killed.", (3,)), ("The ferry drifted for twelve minutes.", (3,)))
    assert checked.statements == (DraftedStatement("Nobody was killed.", (3,)),)
    assert checked.dropped == (Dropped("The ferry drifted for twelve minutes.", FOREIGN_FIGURE),)
    assert not checked.is_empty


def test_the_same_words_are_said_once(embedder):
    checked = check(embedder, ("Nobody was killed.", (3,)), ("Nobody  was killed.", (3,)))
    assert len(checked.statements) == 1
    assert checked.dropped[0].reason == SAID_TWICE


def test_a_sentence_that_is_not_its_quotation_cannot_be_cited(embedder):
    altered = (replace(SENTENCES[2], text="Nobody was hurt."),)
    draft = Draft(DraftKind.STATEMENTS, (DraftedStatement("Nobody was hurt.", (3,)),))
    assert check_draft(draft, altered, QUESTION, embedder).dropped[0].reason == NO_SUCH_SENTENCE


def test_a_figure_of_the_question_alone_is_no_answer(embedder):
    draft = Draft(DraftKind.STATEMENTS, (DraftedStatement("The ferry drifted for 500 minutes.", (3,)),))
    assert check_draft(draft, SENTENCES, "Did it drift for 500 minutes?", embedder).is_empty


def test_a_sentence_hidden_behind_an_honest_one_is_found(embedder):
    checked = check(
        embedder, ("The ferry drifted for eleven minutes. The captain had soup with his sister that evening.", (3,))
    )
    assert checked.dropped[0].reason == FAR


@pytest.mark.parametrize(
    ("language", "quotation", "statement", "kept"),
    [
        ("fa", "سرهنگ کرجی‌دار گفت که ردپاها از آنِ چوپان است.", "کرجی‌دار گفت ردپاها از آنِ چوپان است.", True),
        ("fa", "سرهنگ کرجی‌دار گفت که ردپاها از آنِ چوپان نیست.", "کرجی‌دار گفت ردپاها از آنِ چوپان است.", False),
        ("fa", "سرهنگ کرجی‌دار گفت که ردپاها از آنِ چوپان است.", "کرجی‌دار گفت ردپاها از آنِ سرباز است.", False),
        ("ar", "قال المحافظ إن الرسالة مزحة سمجة.", "قال المحافظ إن الرسالة مزحة.", True),
        ("ar", "قال المحافظ إن الرسالة مزحة سمجة.", "الرسالة مزحة سمجة.", False),
        ("de", "Die Fähre trieb elf Minuten lang den Fluss hinab.", "Die Fähre trieb elf Minuten.", True),
        ("de", "Die Fähre trieb elf Minuten lang den Fluss hinab.", "Die Minuten trieb elf Fähre hinab lang.", False),
    ],
)
def test_where_the_model_knows_no_word_a_statement_may_only_shorten(
    language, quotation, statement, kept, light_embedder
):
    quote = make_quote(quotation, language=language)
    draft = Draft(DraftKind.STATEMENTS, (DraftedStatement(statement, (1,)),))
    checked = check_draft(draft, [NumberedSentence(1, quotation, quote)], "?", light_embedder)
    assert bool(checked.statements) is kept, checked.dropped


@pytest.mark.parametrize(
    ("language", "quotation", "statement", "kept"),
    [
        ("fa", TRACKS, "کرجی‌دار گفت ردپاها از آنِ چوپان است.", True),
        ("fa", TRACKS, "کرجی‌دار گفت ردپاها از آنِ سرباز است.", False),
        ("ar", JOKE, "قال المحافظ إن الرسالة مزحة.", True),
        ("ar", JOKE, "قال المحافظ إن الرسالة تهديد.", False),
        ("es", BRIDGE, "El puente viejo se cerró después de la inundación.", True),
        ("es", BRIDGE, "El puente viejo se vendió tras la inundación.", False),
    ],
)
def test_where_the_model_knows_the_language_another_word_in_the_same_place_is_found(
    language, quotation, statement, kept, multilingual_embedder
):
    quote = make_quote(quotation, language=language)
    draft = Draft(DraftKind.STATEMENTS, (DraftedStatement(statement, (1,)),))
    checked = check_draft(draft, [NumberedSentence(1, quotation, quote)], "?", multilingual_embedder)
    assert [each.reason for each in checked.dropped] == ([] if kept else [FAR])


@pytest.mark.parametrize(
    ("party", "stance", "numbers", "shown"),
    [
        ("Corwin Haddle", Stance.CLAIMS, (1,), "Corwin Haddle"),
        ("haddle", Stance.BLAMES, (1,), "Corwin Haddle"),
        ("Mr Haddle", Stance.BLAMES, (1,), "Corwin Haddle"),
        ("Transport Minister", Stance.BLAMES, (1,), "Corwin Haddle"),
        ("Maud Ferrant", Stance.DENIES, (2,), "Maud Ferrant"),
        ("The Wire", Stance.REPORTS, (2,), "The Wire"),
        ("The Lethwin Courier", Stance.REPORTS, (3,), "The Lethwin Courier"),
        ("Sunniva Rooke", Stance.DECLINES, (4,), "Sunniva Rooke"),
    ],
)
def test_a_position_is_shown_under_the_name_that_its_quotations_have(party, stance, numbers, shown, embedder):
    checked = check_position(embedder, DraftedPosition(party, stance, None, numbers))
    assert checked.positions == (DraftedPosition(shown, stance, None, numbers),)
    assert checked.dropped == ()


@pytest.mark.parametrize(
    ("more", "party", "shown"),
    [
        pytest.param({"speaker": "a senior official"}, "a senior official", "A senior official", id="a speaker"),
        pytest.param({"publisher": "tidings"}, "Tidings", "tidings", id="an outlet as it writes itself"),
    ],
)
def test_a_position_begins_with_a_capital(more, party, shown, embedder):
    quote = make_quote("The cables had been cut.", **more)
    draft = Draft(DraftKind.POSITIONS, (), (DraftedPosition(party, Stance.CLAIMS, None, (1,)),))
    checked = check_draft(draft, [NumberedSentence(1, quote.text, quote)], QUESTION, embedder)
    assert [each.party for each in checked.positions] == [shown]


@pytest.mark.parametrize(
    ("party", "stance", "numbers", "reason"),
    [
        ("Maud Ferrant", Stance.CLAIMS, (1,), FOREIGN_PARTY),
        ("Maud", Stance.DENIES, (2,), FOREIGN_PARTY),
        ("Corwin Haddle", Stance.CLAIMS, (1, 2), FOREIGN_PARTY),
        ("The Wire", Stance.DENIES, (2,), FOREIGN_PARTY),
        ("The Lethwin Courier", Stance.CLAIMS, (1,), FOREIGN_PARTY),
        ("@haddle", Stance.CLAIMS, (2,), FOREIGN_PARTY),
        ("Corwin Haddle", Stance.DENIES, (1,), FOREIGN_STANCE),
        ("Corwin Haddle", Stance.SUSPECTS, (1,), FOREIGN_STANCE),
        ("Maud Ferrant", Stance.BLAMES, (2,), FOREIGN_STANCE),
        ("Maud Ferrant", Stance.DECLINES, (2,), FOREIGN_STANCE),
        ("Corwin Haddle", Stance.CLAIMS, (9,), NO_SUCH_SENTENCE),
        ("Corwin Haddle", Stance.CLAIMS, (), NO_SENTENCE),
    ],
)
def test_a_position_that_its_quotations_do_not_show_goes(party, stance, numbers, reason, embedder):
    checked = check_position(embedder, DraftedPosition(party, stance, None, numbers))
    assert checked.dropped == (Dropped(f"{party} {stance.value}", reason),)
    assert checked.is_empty


def test_what_is_known_of_a_stance_is_held_against_the_draft(embedder):
    claims = DraftedPosition("Maud Ferrant", Stance.CLAIMS, None, (2,))
    assert check_position(embedder, claims).positions
    assert check_position(embedder, claims, s2=Stance.DENIES).dropped[0].reason == FOREIGN_STANCE
    assert check_position(embedder, replace(claims, stance=Stance.DENIES), s2=Stance.DENIES).positions


def test_the_text_of_a_position_is_checked_and_may_go_without_it(embedder):
    position = DraftedPosition("Maud Ferrant", Stance.DENIES, "She did it for 40 crowns.", (2,))
    checked = check_position(embedder, position)
    assert checked.positions == (replace(position, text=None),)
    assert checked.dropped == (Dropped("She did it for 40 crowns.", FOREIGN_FIGURE),)


def test_what_is_missing_is_said_in_the_questions_own_words(embedder):
    checked = check(embedder, missing=("WHO CUT the cables?", "who paid for it"))
    assert checked.missing == ("Who cut the cables",)
    assert checked.dropped == (Dropped("who paid for it", NOT_ASKED),)


def test_a_link_in_the_question_is_not_handed_back(embedder):
    checked = check_draft(
        Draft(DraftKind.NOT_ANSWERED, missing=("www.evil.example",)), SENTENCES, "Is www.evil.example it?", embedder
    )
    assert checked.missing == ()
    assert checked.dropped[0].reason == MARKUP


def test_quotations_are_copied_and_numbered_in_order_of_first_use():
    checked = CheckedDraft(
        (DraftedStatement("Nobody was killed.", (3,)), DraftedStatement("It was denied.", (2, 3))),
        (
            DraftedPosition("Maud Ferrant", Stance.DENIES, "She denied it.", (2,)),
            DraftedPosition("Sunniva Rooke", Stance.DECLINES, None, (4,)),
        ),
        (),
        (),
    )
    statements, positions, citations = compose_draft(checked, SENTENCES)
    assert statements == (
        Statement("Nobody was killed.", (1,)),
        Statement("It was denied.", (2, 1)),
        Statement("She denied it.", (2,)),
    )
    assert positions == (
        Position("Maud Ferrant", Stance.DENIES, (2,)),
        Position("Sunniva Rooke", Stance.DECLINES, (3,)),
    )
    assert citations == (Citation(1, QUOTES[2]), Citation(2, QUOTES[1]), Citation(3, QUOTES[3]))


def test_nothing_left_composes_to_nothing():
    assert compose_draft(CheckedDraft((), (), (), ()), SENTENCES) == ((), (), ())
