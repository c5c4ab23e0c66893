"""Who said it: the labelled sentences, the shapes of speech one by one, and what holds for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.attribution import Attribution, CueStance, Speaker, Voice, attribute_report
from corpus.reports import Report
from corpus.sentences import split_sentences
from tests.clock import clock
from tests.corpus.attributions import judge_reports, read_reports

SETS = ("english", "other", "held_out")
PIECES = [
    *"aZ7.!?,;:\"“”«»‘’'„()—\n ",
    *("said ", "Ms Rao ", "he ", "told ", " according to ", "the minister ", "\n\n", "Name: ", "گفت ", "قال ", "אמר ״"),
    *("The Board’s ", "and ", "who ", "denied ", "blamed ", "Maud Ferrant, ", "declined to comment ", "citing ", "by "),
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join).filter(lambda text: text.strip())


def attribute(body: str, language: str = "en", publisher: str | None = None) -> tuple[Attribution, ...]:
    return attribute_report(Report("one", 1, "One", body, publisher=publisher, language=language))


def name_speakers(body: str, publisher: str | None = None) -> list[str | None]:
    return [each.speaker and each.speaker.name for each in attribute(body, publisher=publisher)]


def test_labelled_set_is_large_and_of_four_languages() -> None:
    labelled = {name: read_reports(name) for name in SETS}
    counts = {name: sum(len(labels) for _, labels in reports) for name, reports in labelled.items()}
    english = sum(len(labels) for reports in labelled.values() for report, labels in reports if report.language == "en")
    assert sum(counts.values()) >= 320
    assert counts["held_out"] >= 0.3 * sum(counts.values())
    assert 0.7 <= english / sum(counts.values()) <= 0.8
    assert {report.language for report, _ in labelled["held_out"]} == {"en", "fa", "ar", "he"}


def test_labelled_sentences_are_given_to_their_speakers() -> None:
    marks = judge_reports(*SETS)
    assert marks.precision >= 0.95
    assert marks.recall >= 0.85
    assert marks.voice >= 0.95
    assert marks.stance >= 0.95


def test_held_out_sentences_are_given_to_their_speakers() -> None:
    marks = judge_reports("held_out")
    assert marks.precision >= 0.9
    assert marks.recall >= 0.85
    assert marks.voice >= 0.95


@pytest.mark.parametrize("trait", ["role", "relay"])
def test_labelled_roles_and_relays_are_found(trait: str) -> None:
    assert judge_reports("english", "other").mismatches(trait) == []


SHAPES = {
    "after a quotation": ("“It is shut,” Amaya Rao said.", "Amaya Rao"),
    "inverted": ("“It is shut,” said Amaya Rao.", "Amaya Rao"),
    "split around the verb": ("“It is shut,” said Amaya Rao, “and it stays shut.”", "Amaya Rao"),
    "reported": ("Amaya Rao said that it was shut.", "Amaya Rao"),
    "reported without that": ("Amaya Rao said the bridge was shut.", "Amaya Rao"),
    "tag in the middle": ("The bridge, Amaya Rao said, was shut.", "Amaya Rao"),
    "title before": ("Bridge Minister Amaya Rao said it was shut.", "Amaya Rao"),
    "role after": ("Amaya Rao, the bridge minister, said it was shut.", "Amaya Rao"),
    "role before": ("The bridge minister, Amaya Rao, said it was shut.", "Amaya Rao"),
    "honorific alone": ("Ms Rao said it was shut.", "Ms Rao"),
    "according to": ("The bridge is shut, according to Amaya Rao.", "Amaya Rao"),
    "in the words of": ("It was, in the words of Amaya Rao, “a very short bridge”.", "Amaya Rao"),
    "body": ("The Bridge Board said it was shut.", "the Bridge Board"),
    "body with owner": ("Lunde’s Bridge Board said it was shut.", "Lunde’s Bridge Board"),
    "unnamed": ("A police official said it was shut.", "a police official"),
    "unnamed with a clause": ("A police official, who asked not to be named, said it was shut.", "a police official"),
    "several unnamed": ("It is shut, said two people familiar with the matter.", "two people familiar with the matter"),
    "time between": ("The Bridge Board on Thursday denied that it was shut.", "the Bridge Board"),
    "introduction": ("Asked about the bridge, Amaya Rao replied that it was shut.", "Amaya Rao"),
    "second verb": ("Amaya Rao sighed and said that it was shut.", "Amaya Rao"),
    "aside": ("As Amaya Rao told the court, the bridge was shut.", "Amaya Rao"),
    "quoted as saying": ("Amaya Rao was quoted as saying that it was shut.", "Amaya Rao"),
    "group naming itself": ("A group calling itself Low Bridge said it had shut it.", "Low Bridge"),
    "passive": ("Amaya Rao was told that it was shut.", None),
    "relative clause": ("The bridge that Amaya Rao said was shut is open.", None),
    "subordinate clause": ("The bridge fell after Amaya Rao said it was safe.", None),
    "scare quotes": ("Amaya Rao crossed the “temporary” bridge.", None),
    "title of a book": ("Amaya Rao wrote a book called “The Bridge”.", None),
    "deed": ("Amaya Rao shut the bridge.", None),
    "report turned down that is no charge": ("Amaya Rao rejected the cheese.", None),
    "intention": ("Amaya Rao will say on Friday why it was shut.", None),
    "saying nothing": ("Amaya Rao said goodbye.", None),
}


@pytest.mark.parametrize(("body", "speaker"), SHAPES.values(), ids=SHAPES)
def test_shape_gives_its_speaker(body: str, speaker: str | None) -> None:
    assert name_speakers(body) == [speaker]


STANCES = {
    "says": ("Amaya Rao said that it was shut.", CueStance.SAYS),
    "claims": ("Amaya Rao claimed that it was shut.", CueStance.CLAIMS),
    "takes responsibility": ("The Bridge Board took responsibility for the leak.", CueStance.CLAIMS),
    "denies": ("Amaya Rao denied that it was shut.", CueStance.DENIES),
    "rejects a charge": ("Amaya Rao rejected the accusation.", CueStance.DENIES),
    "blames": ("Amaya Rao blamed the wind for the fall.", CueStance.BLAMES),
    "accuses": ("Amaya Rao accused the builders of neglect.", CueStance.BLAMES),
    "points the finger": ("Amaya Rao pointed the finger at the builders.", CueStance.BLAMES),
    "suspects": ("Police suspect that the bolts were stolen.", CueStance.SUSPECTS),
    "confirms": ("Amaya Rao confirmed that it was shut.", CueStance.CONFIRMS),
    "declines": ("Amaya Rao declined to comment.", CueStance.DECLINES),
    "refuses": ("Amaya Rao refused to say why.", CueStance.DECLINES),
    "did not deny": ("Amaya Rao did not deny that it was shut.", CueStance.DECLINES),
    "would not say": ("Amaya Rao would not say why it was shut.", CueStance.DECLINES),
}


@pytest.mark.parametrize(("body", "stance"), STANCES.values(), ids=STANCES)
def test_verb_gives_its_stance(body: str, stance: CueStance) -> None:
    assert [each.stance for each in attribute(body)] == [stance]


def test_blamed_party_is_the_target_by_its_full_name() -> None:
    found = attribute("Amaya Rao built it. The mayor blamed Ms Rao for the fall. It was June.")
    assert [each.target for each in found] == [None, "Amaya Rao", None]


def test_relays_run_from_the_speaker_outwards_without_the_outlet_itself() -> None:
    body = "An official told the newspaper Dawn Courier, according to the Sentinel, that it was shut."
    assert attribute(body)[0].relay == ("Dawn Courier", "the Sentinel")
    assert attribute(body, publisher="The Sentinel")[0].relay == ("Dawn Courier",)


@pytest.mark.parametrize(
    "body",
    [
        "Hill Radio reported, citing two engineers, that it was shut.",
        "Hill Radio quoted two engineers as saying that it was shut.",
        "It is shut, according to Hill Radio, citing two engineers.",
    ],
    ids=["citing", "quoting", "according to"],
)
def test_whom_an_outlet_cites_is_the_speaker(body: str) -> None:
    found = attribute(body)[0]
    assert (found.speaker, found.relay) == (Speaker("two engineers"), ("Hill Radio",))


def test_full_name_and_role_come_from_anywhere_in_the_report() -> None:
    found = attribute("“It is shut,” said Ms Rao.\n\nThe bridge minister, Amaya Rao, took office in May.")
    assert found[0].speaker == Speaker("Amaya Rao", "bridge minister")


def test_surname_of_two_people_stays_as_it_is() -> None:
    body = "Amaya Rao and Bela Rao met. Rao said it was shut."
    assert name_speakers(body)[-1] == "Rao"


def test_pronoun_follows_gender() -> None:
    body = "Ms Amaya Rao said it was shut. Mr Piet Okoro said it was open. She said he was wrong."
    assert name_speakers(body) == ["Amaya Rao", "Piet Okoro", "Amaya Rao"]


def test_pronoun_that_nobody_suits_names_nobody() -> None:
    assert name_speakers("The bridge is shut. He said so.")[-1] is None


def test_description_means_the_one_person_with_that_role() -> None:
    body = "The bridge minister, Amaya Rao, came at ten. Rain fell. The minister said it was shut."
    assert name_speakers(body)[-1] == "Amaya Rao"


def test_quotation_over_several_paragraphs_keeps_its_speaker() -> None:
    body = (
        "“It is shut,” Ms Rao said. “It was shut in May.\n\n“It will be shut in June.\n\n“It is a wall.”\n\nIt rained."
    )
    assert name_speakers(body) == ["Ms Rao"] * 4 + [None]
    assert [each.voice for each in attribute(body)] == [Voice.DIRECT] * 4 + [Voice.OUTLET]


def test_sentences_before_the_verb_of_their_quotation_have_its_speaker() -> None:
    assert name_speakers("“It is shut. It was never open,” Ms Rao said.") == ["Ms Rao", "Ms Rao"]


def test_quotation_alone_in_a_new_paragraph_has_no_certain_speaker() -> None:
    found = attribute("“It is shut,” Ms Rao said.\n\n“It is open, and I have crossed it.”")
    assert (found[1].voice, found[1].speaker) == (Voice.DIRECT, None)


def test_quotation_inside_reported_speech_belongs_to_who_reports() -> None:
    found = attribute("Ms Rao said that Mr Okoro was “shouting at a bridge”.")[0]
    assert (found.voice, found.speaker) == (Voice.REPORTED, Speaker("Ms Rao"))


@pytest.mark.parametrize("marks", ["“”", '""', "‘’", "''", "„“", "«»"], ids="".join)
def test_any_marks_hold_direct_speech(marks: str) -> None:
    found = attribute(f"{marks[0]}It is shut,{marks[1]} said Amaya Rao.")
    assert [(each.voice, each.speaker) for each in found] == [(Voice.DIRECT, Speaker("Amaya Rao"))]


def test_turns_of_an_interview_belong_to_their_names() -> None:
    body = "The Rail: Why?\n\nOsric Vane: It rained. It was dark.\n\nThe Rail: And then?\n\nOsric Vane: It rained."
    assert name_speakers(body, publisher="The Rail") == [None, "Osric Vane", "Osric Vane", None, "Osric Vane"]


def test_quoted_answers_under_questions_belong_to_the_person_interviewed() -> None:
    turns = "".join(f"Why number {number}?\n\n“Since it rains. It does.”\n\n" for number in range(3))
    found = name_speakers(f"Osric Vane, 60, drove the last tram.\n\n{turns}It rained.")
    assert found == [None, *[None, "Osric Vane", "Osric Vane"] * 3, None]


@given(TEXTS)
def test_every_sentence_is_attributed_once_and_in_order(body: str) -> None:
    for language in ("en", "fa", "ar", "he"):
        found = attribute(body, language)
        assert [each.span for each in found] == split_sentences(body)


@given(TEXTS)
def test_verb_stands_in_its_sentence_and_the_outlet_has_none(body: str) -> None:
    for language in ("en", "fa", "ar", "he"):
        for each in attribute(body, language):
            assert each.cue is None or each.cue in each.span.text_of(body)
            if each.voice is Voice.OUTLET:
                assert (each.speaker, each.cue, each.stance, each.target, each.relay) == (None, None, None, None, ())
            if each.speaker:
                assert each.speaker.name.strip() == each.speaker.name != ""


SIZE = 50_000
LONG = 200_000
HOSTILE = {
    "marks": '"',
    "marks that never close": "“a ",
    "single marks": "‘a’s ",
    "names": "Maud Ferrant ",
    "verbs": "he, said, ",
    "quotations": '"Yes," he said. ',
    "paragraphs left open": '"a\n\n',
    "descriptions": "The minister said it. The board said so. ",
}


def measure_seconds(body: str, language: str = "en") -> float:
    return clock(lambda: attribute(body, language))


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    assert measure_seconds(piece * (SIZE // len(piece))) < 1


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_long_hostile_text_takes_seconds(piece: str) -> None:
    assert measure_seconds(piece * (LONG // len(piece))) < 4


@pytest.mark.parametrize("language", ["fa", "ar", "he"])
def test_hostile_text_of_other_languages_takes_no_longer(language: str) -> None:
    piece = {"fa": "نام{} گفت. ", "ar": "قال العم{}. ", "he": "אמר כהן{}. "}[language]
    body = "".join(piece.format(number) for number in range(SIZE // 12))
    assert measure_seconds(body, language) < 1
