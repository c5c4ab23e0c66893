"""Follow-ups become questions that stand alone, and what stands alone stays as it was typed."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.follow_ups.carried_topics import ARABIC_TONGUE, HEBREW_TONGUE, PERSIAN_TONGUE
from bot.answering.follow_ups.mentions import find_mentions
from bot.answering.follow_ups.question_words import FUNCTION
from bot.answering.follow_ups.typed_words import list_stems
from bot.answering.understanding import LONGEST, STANDING_ALONE, Conversation, Turn, Understood, understand_question

FERRY = "Who cut the cables of the ferry Anselma?"
HADDLE = "What did Corwin Haddle say about the River Pilots’ Guild?"
CONVERSATIONS = Path(__file__).parents[1] / "questions" / "conversations.yaml"
WRITTEN_LATER = 14
"""The first of the conversations that were written before the rules of that time and not tuned on."""

SAID = (
    "The Transport Minister, Corwin Haddle, said on Wednesday that the cables had been severed deliberately.",
    "Maud Ferrant, the guild’s general secretary, denied it. The company’s chairman, Alder Roke, would say nothing.",
)


def ask(question: str, *before: str | Turn, replied_to: Turn | None = None) -> str:
    turns = tuple(turn if isinstance(turn, Turn) else Turn(turn) for turn in before)
    return understand_question(question, Conversation(turns, replied_to)).text


@pytest.mark.parametrize(
    ("question", "before", "understood"),
    [
        ("And who denied it?", FERRY, "Who denied that someone cut the cables of the ferry Anselma?"),
        ("Was it insured?", FERRY, "Was the ferry Anselma insured?"),
        ("When were they renewed?", FERRY, "When were the cables of the ferry Anselma renewed?"),
        ("When did he resign?", HADDLE, "When did Corwin Haddle resign?"),
        ("What was his reason?", HADDLE, "What was Corwin Haddle’s reason?"),
        ("Did they answer him?", HADDLE, "Did the River Pilots’ Guild answer Corwin Haddle?"),
        ("When was it presented?", "What duties are in the budget of Honora Tesk?",
         "When was the budget of Honora Tesk presented?"),
        ("Where was it hidden?", "How many tonnes of cheese were seized at Sallow Reach?",
         "Where was cheese hidden?"),
        ("Why?", "When did the ferry break loose?", "Why did the ferry break loose?"),
        ("why", "Did Haddle resign?", "Why did Haddle resign?"),
        ("And why?", "Who forged the messages?", "Why was it that someone forged the messages?"),
        ("To whom?", "When did Haddle apologise?", "To whom did Haddle apologise?"),
        ("And the governor of Nilufargah?", "Did Corwin Haddle resign?", "Did the governor of Nilufargah resign?"),
        ("What about in Nilufargah?", "Who was hurt in Sallow Reach?", "Who was hurt in Nilufargah?"),
        ("How many were injured?", "When did the ferry Anselma sink?",
         "As for the ferry Anselma, how many were injured?"),
        ("Tell me more.", "What befell the ferry?", "As for the ferry, tell me more."),
        ("Really? What happened next?", "When did the ferry Anselma sink?",
         "Really? As for the ferry Anselma, what happened next?"),
        ("What were the causes?", "Why did the cables break?", "What were the causes of the cables?"),
        ("And who denied it?", "What did the safety board find about the cables?",
         "Who denied what the safety board found about the cables?"),
        ("Who denies that?", "Why does Lethwin Crossings blame the guild?",
         "Who denies that Lethwin Crossings blames the guild?"),
        ("Who doubted it?", "Was the ferry overloaded?", "Who doubted that the ferry was overloaded?"),
        ("Do the police believe it?", "What is Low Tide?", "Do the police believe Low Tide?"),
        ("How old were they?", "What did the safety board find about the cables?", "How old were the cables?"),
        ("Where did it come from?", "What did the customs service say about the cheese?",
         "Where did the cheese come from?"),
        ("Does it know who smoked it?", "What did the customs service say about the cheese?",
         "Does the customs service know who smoked the cheese?"),
        ("What was its interim bulletin about?", "What did the safety board find about the cables?",
         "What was the safety board’s interim bulletin about?"),
        ("What did he say?", "Who was the minister?", "What did the minister say?"),
        ("What did she say?", "Who is the head of the guild?", "What did the head of the guild say?"),
        ("What did she say?", "Who commands the fire brigade?",
         "What did the one who commands the fire brigade say?"),
        ("How did she explain the eels?", "Who is Imogen Saltash?", "How did Imogen Saltash explain the eels?"),
        ("What was her first idea?", "Who is Imogen Saltash?", "What was Imogen Saltash’s first idea?"),
        ("What are its members called?", "When did the River Pilots’ Guild strike?",
         "What are the members of the River Pilots’ Guild called?"),
        ("Why did she deny it?", "Who denied that the guild cut the cables?",
         "Why did she deny that the guild cut the cables?"),
        ("Who denied it?", "How many cables were cut?", "As for cables, who denied it?"),
        ("Who opposed it?", "What does Honora Tesk’s budget change?", "Who opposed Honora Tesk’s budget?"),
        ("Ok, but is it worth it?", "Who built the bridge?", "Is the bridge worth it?"),
        ("Why did they stop?", "How did the band pay for recordings?", "Why did the band stop?"),
        ("How was it opened?", "Who sold a smart door opener?", "How was the smart door opener opened?"),
        ("How old is it?", "Which bridge lost its parapet?", "How old is the bridge?"),
        ("Is there any proof?", "Did Nahrestan cut the cables?", "As for Nahrestan, is there any proof?"),
        ("How could they be opened?", "How does a smart lock work?", "How could the smart lock be opened?"),
        ("When was it found?", "Did anyone look for the bells in 1979?", "As for the bells, when was it found?"),
        ("Are they safe?", "When did the ferry Anselma sink?", "Are they safe?"),
        ("Does he bite?", "Why is my dog shaking?", "Does my dog bite?"),
        ("And the downstream one?", "What did the board find about the upstream cable?",
         "What did the board find about the downstream cable?"),
        ("Who found the first one?", "How did the eels get past the weir?", "Who found the first eel?"),
        ("How many passengers live there?", "What happened in Sallow Reach?",
         "How many passengers live in Sallow Reach?"),
        ("Is there a newer one?", "How old is the downstream cable?", "Is there a newer downstream cable?"),
        ("What did the movement demand?", "Who leads the Quiet River movement?",
         "What did the Quiet River movement demand?"),
    ],
)  # fmt: skip
def test_what_a_question_leaves_out_is_carried_over(question: str, before: str, understood: str) -> None:
    assert ask(question, before) == understood


@pytest.mark.parametrize(
    "question",
    [
        "What did the Orrenhaven Register say about the recount?",
        "Who won the Lethwin Shield?",
        "Is it true that Honora Tesk raised the duty on sugar?",
        "How long does it take to cross the Lethwin?",
        "What did Haddle say when he was asked about his evidence?",
        "How many mussels did the stallholders buy from licensed beds?",
        "eels weir Tarn Gate",
        "guild",
        "Did one of the Wanderers miss a penalty?",
        "Which other boats were near?",
        "What is the aim of the new law?",
        "What is it called when a ferry breaks loose?",
        "Is there another reason?",
        "What are the differences between the two?",
        "Going by what the Register and the Lantern wrote in March about Honora Tesk, which company that they"
        " criticised was praised by the Courier?",
        "And last year?",
        "Who was the minister?",
        "Who commands the fire brigade?",
        "It seems that the bell was found. Who found the bell?",
    ],
)
def test_question_that_stands_alone_stays_as_it_was_typed(question: str) -> None:
    for before in (FERRY, HADDLE):
        assert understand_question(question, Conversation((Turn(before),))) == Understood(question, changed=False)


@pytest.mark.parametrize("question", ["And who denied it?", "Why?", "What about the treasurer?", "How old is she?"])
def test_nothing_is_made_of_a_first_question(question: str) -> None:
    assert understand_question(question, STANDING_ALONE) == Understood(question, changed=False)


def test_the_answer_replied_to_counts_before_what_came_after_it() -> None:
    turns = (Turn("How heavy is the bell?"), Turn("When did the ferry sink?"))
    older = Turn("Who won the Lethwin Shield?")
    assert ask("When was it found?", *turns, replied_to=turns[0]) == "When was the bell found?"
    assert ask("When was it played?", *turns, replied_to=older) == "When was the Lethwin Shield played?"


def test_he_is_the_one_who_spoke_in_the_answer_to_who() -> None:
    asked = "Who blamed Corwin Haddle?"
    assert ask("How old is she?", Turn(asked, names=("Maud Ferrant",))) == "How old is Maud Ferrant?"
    assert "Ferrant" not in ask("How old is she?", Turn(asked, names=("Maud Ferrant", "Alder Roke")))
    assert "official" not in ask("How old is he?", Turn(asked, names=("a police official",)))


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("What does the minister say?", "What does the minister Corwin Haddle say?"),
        ("What does the general secretary say?", "What does the general secretary Maud Ferrant say?"),
        ("Did the chairman know?", "Did the chairman Alder Roke know?"),
    ],
)
def test_office_gets_the_name_that_the_quotations_give_it(question: str, understood: str) -> None:
    assert understood in ask(question, Turn("Who cut the cables?", SAID))


def test_phrase_that_was_asked_about_or_quoted_stands_alone() -> None:
    asked = "What did the safety board find about the cables?"
    assert ask("How old was the cable?", asked) == "How old was the cable?"
    assert ask("Did the chairman know?", Turn(asked, ("Its chairman would say nothing.",))) == (
        "Did the chairman know?"
    )
    assert ask("Did the chairman know?", asked) == "As for the cables, did the chairman know?"
    assert ask("What happened to the organ?", "Who sold the church organ?") == "What happened to the church organ?"


@pytest.mark.parametrize(
    ("turn", "understood"),
    [
        (Turn("Who was the minister?", SAID), "What did Corwin Haddle say?"),
        (Turn("Who was the minister?", names=("Corwin Haddle",)), "What did Corwin Haddle say?"),
        (Turn("Who was the minister?", names=("Corwin Haddle", "Alder Roke")), "What did the minister say?"),
        (Turn("When did the minister resign?", SAID, ("Maud Ferrant",)), "What did Corwin Haddle say?"),
    ],
    ids=["title in the passage", "only speaker", "two speakers", "title before speaker"],
)
def test_office_that_he_means_is_named_where_the_answers_name_it(turn: Turn, understood: str) -> None:
    assert ask("What did he say?", turn) == understood


def test_person_who_was_known_before_takes_no_topic_away() -> None:
    before = ("What did Sunniva Rooke say about the cable?", "Did Sunniva Rooke blame anyone?")
    assert ask("Where was it found?", *before) == "Where was the cable found?"


def test_they_are_those_who_acted_in_the_last_question() -> None:
    before = ("When did the ferry sink?", "Why did the pilots warn the passengers?")
    assert ask("Did they shout?", *before) == "Did the pilots shout?"


def test_topic_is_added_only_while_the_conversation_stays_with_it() -> None:
    about = ("When did the ferry Anselma sink?", "Who built the ferry Anselma?")
    assert ask("Was anyone killed?", *about) == "As for the ferry Anselma, was anyone killed?"
    barge = ("Tell me more about the barge.", "When did the barge capsize?")
    assert ask("Did anyone drown?", "Who found the bell?", *barge) == "As for the barge, did anyone drown?"
    assert ask("Tell me more about the barge.", "Who found the bell?") == "Tell me more about the barge."
    assert ask("Was the mayor told?", *about, "Who won the Lethwin Shield?") == "Was the mayor told?"


def test_office_that_two_people_hold_gets_no_name() -> None:
    two = ("The minister, Corwin Haddle, spoke.", "The minister, Honora Tesk, did not.")
    assert "Haddle" not in ask("What does the minister say?", Turn("Who spoke?", two))


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("چه کسی کابل‌های کشتی را برید؟", "و چه کسی آن را انکار کرد؟",
         "درباره‌ی کابل‌های کشتی را برید: و چه کسی آن را انکار کرد؟"),
        ("من قطع أسلاك العبّارة؟", "ومن نفى ذلك؟", "بشأن قطع أسلاك العبّارة: ومن نفى ذلك؟"),
        ("מי ניתק את כבלי המעבורת?", "ומי הכחיש את זה?", "בעניין ניתק את כבלי המעבורת: ומי הכחיש את זה?"),
        ("بشأن أسلاك العبّارة: ومن نفى ذلك؟", "لماذا؟", "بشأن أسلاك العبّارة: لماذا؟"),
        ("چه کسی کابل‌های کشتی را برید؟", "چند نفر در انتخابات نهرستان رای دادند؟", None),
        ("מי ניתק את כבלי המעבורת?", "כמה קולות נספרו בבחירות באסטרן?", None),
        ("¿Quién cortó los cables?", "¿Y en Haddle?", "Sobre cortó los cables: ¿Y en Haddle?"),
        ("¿Quién cortó los cables?", "¿Cuántas personas resultaron heridas en el transbordador?", None),
        ("Qui a coupé les câbles ?", "Et pourquoi ?", "À propos de coupé les câbles: Et pourquoi ?"),
        ("چه کسی کابل‌ها را برید؟", "و بعد؟", "درباره‌ی کابل‌ها را برید: و بعد؟"),
        ("من قطع أسلاك العبّارة؟", "كم طنًا من الجبن ضبطت الجمارك في الميناء؟", None),
    ],
    ids=[
        *("Persian", "Arabic", "Hebrew", "carried twice", "Persian alone", "Hebrew alone"),
        *("Spanish", "Spanish alone", "French", "Persian in letters of both", "Arabic alone"),
    ],
)  # fmt: skip
def test_other_languages_carry_the_topic(before: str, question: str, understood: str | None) -> None:
    assert ask(question, before) == (understood or question)


@pytest.mark.parametrize(
    ("conversations", "least_found", "most_wrong"),
    [(slice(0, WRITTEN_LATER), 0.7, 0.1), (slice(WRITTEN_LATER, None), 0.55, 0.15)],
    ids=["written first", "written later"],
)
def test_sample_conversations_are_understood(conversations: slice, least_found: float, most_wrong: float) -> None:
    """Of the words that a person adds ours adds most, and few others; docs/decisions.md has the figures."""
    needed = found = added = wrong = alone = kept = 0
    for conversation in yaml.safe_load(CONVERSATIONS.read_text(encoding="utf-8"))[conversations]:
        turns: list[Turn] = []
        for turn in conversation:
            understood = ask(turn["typed"], *turns)
            turns.append(Turn(understood))
            meant, ours = (list_stems(text) - list_stems(turn["typed"]) for text in (turn.get("meant", ""), understood))
            needed, found = needed + len(meant), found + len(meant & ours)
            added, wrong = added + len(ours), wrong + len(ours - meant)
            alone, kept = alone + ("meant" not in turn), kept + ("meant" not in turn and understood == turn["typed"])
    assert found >= least_found * needed
    assert wrong <= most_wrong * added
    assert kept == alone


TONGUES = (PERSIAN_TONGUE, ARABIC_TONGUE, HEBREW_TONGUE)
TYPED = st.text("abehost ITAw?.,’'ן\u200cد ", max_size=60) | st.lists(
    st.sampled_from(
        [
            "who",
            "what",
            "why",
            "and",
            "it",
            "its",
            "they",
            "them",
            "he",
            "one",
            "there",
            "denied",
            "the",
            "guild’s",
            "cables",
            "of",
            "ferry",
            "Anselma",
            "?",
            ".",
            "about",
            "In",
        ]
    ),
    max_size=12,
).map(" ".join)


@given(TYPED, st.lists(TYPED, max_size=4))
def test_any_question_in_any_conversation_is_understood_the_same_way_twice(question: str, before: list[str]) -> None:
    said = Conversation(tuple(map(Turn, before)))
    understood = understand_question(question, said)
    assert understood == understand_question(question, said)
    assert understood.changed == (understood.text != question)
    assert len(understood.text) <= max(LONGEST, len(question))


@given(TYPED, st.lists(TYPED, min_size=1, max_size=4))
def test_rules_add_only_words_of_grammar_and_what_was_said(question: str, before: list[str]) -> None:
    said = " ".join([question, *before, "someone about", *(tongue.about for tongue in TONGUES)])
    parts = list_parts(said)
    single = {part.removesuffix("s") for part in parts}
    assert list_parts(ask(question, *before)) - parts - single <= FUNCTION


def list_parts(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.lower()))


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        (FERRY, ["the cables of the ferry Anselma"]),
        ("What did the River Pilots’ Guild say about the minister's claim?",
         ["the River Pilots’ Guild", "the minister", "the minister’s claim"]),
        ("How much does a used Lamborghini cost?", ["the Lamborghini"]),
        ("Was the ferry insured?", ["the ferry"]),
        ("When did the river peak?", ["the river"]),
        ("What are the pros and cons?", ["the pros and cons"]),
        ("What did the one who found the bell say?", ["the bell"]),
        ("Do you remember the bell?", ["the bell"]),
        ("", []),
    ],
)  # fmt: skip
def test_noun_phrases_are_found_by_what_stands_round_them(text: str, phrases: list[str]) -> None:
    assert [mention.phrase for mention in find_mentions(text)] == phrases


@pytest.mark.parametrize(
    ("question", "passage", "understood"),
    [
        ("Who says so?", "We did not cut it.", "Who says so? — about “We did not cut it.”"),
        ("Who says so?", "“We did\n not  cut it.”", "Who says so? — about “We did not cut it.”"),
        ("How long did the ferry drift?", "at dusk", "How long did the ferry drift? — about “at dusk”"),
        ("چه کسی گفت؟", "کشتی رها شد.", "چه کسی گفت؟ — about “کشتی رها شد.”"),
        ("Who says so?", "“ ”", "Who says so?"),
        ("Who says so?", "The ferry " * 20, f"Who says so? — about “{'The ferry ' * 11}The…”"),
    ],
)
def test_question_about_a_marked_passage_names_it_whatever_was_said_before(question, passage, understood):
    conversation = Conversation((Turn(FERRY),), Turn(HADDLE), passage)
    assert understand_question(question, conversation).text == understood


@given(st.text(min_size=1, max_size=1000), st.text(max_size=2000))
def test_question_about_a_passage_keeps_all_its_words_and_is_never_too_long(question, passage):
    understood = understand_question(question, Conversation(passage=passage or None)).text
    assert " ".join(understood.split()).startswith(" ".join(question.split()))
    assert len(understood) <= LONGEST
