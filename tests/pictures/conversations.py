"""The conversations that are shown in pictures: each plays with the real bot and gives what was seen.

A new one is a function and a line in `CONVERSATIONS`. Its captions say what is seen, for whoever cannot see it.
"""

from collections.abc import Callable, Iterator, Mapping

from tests.pictures.recording import Recording
from tests.pictures.stage import SAMPLES, Stage

Play = Callable[[Stage], Iterator[Recording]]

MILL = """---
title: Weir Mill closes after 140 years
publisher: The Weir Post
author: I. Lamb
published: 2026-06-17
url: https://weirpost.example/mill
---

The Weir Mill stopped its looms for good on Monday evening, and 64 weavers were sent home.

“We have wool for a week and orders for a day,” said Hesper Dunmore, who has run the mill since 2003. “I would rather \
stop than be stopped.”
"""


def watch_stages(stage: Stage) -> Iterator[Recording]:
    """How far an answer has come, seen before it is there; the first question after the start takes long enough."""
    take = stage.meet("Ann")
    take.person.says("How many eels did the camera count?")
    take.shows_draft()
    yield take.record("stages", "While somebody waits, a draft shows how far the answer has come.")
    stage.settle()


def ask_plainly(stage: Stage) -> Iterator[Recording]:
    """A question that reports answer, a passage opened, and how the answer came about."""
    take = stage.meet("Ann")
    answer = take.says("How many eels did the camera count?")
    yield take.record("question", "A question about eels, and the answer in quotations, each with its source.")
    take.passes_on()
    take.presses(answer, "s:")
    yield take.record("source", "The button of a source opens the passage in its report, the quotation in bold.")
    take.passes_on()
    take.presses(answer, "w:")
    yield take.record("why", "How an answer came about: what was read, what was used, and how long it took.")


def ask_what_is_disputed(stage: Stage) -> Iterator[Recording]:
    """A question on which the reports disagree."""
    take = stage.meet("Ann")
    take.says("How many people were hurt on the ferry?")
    yield take.record("dispute", "The reports disagree, so the positions stand side by side in their own words.")


def ask_in_vain(stage: Stage) -> Iterator[Recording]:
    """A question that no report answers."""
    take = stage.meet("Ann")
    take.says("What did Odile Marchbank pay for the ferry?")
    yield take.record("refusal", "No report answers, which is said, with what comes nearest.")


def follow_up(stage: Stage) -> Iterator[Recording]:
    """A question that leans on the one before."""
    take = stage.meet("Ann")
    take.says("What did the safety board find about the cables?")
    take.passes_on()
    take.says("And who denied it?")
    yield take.record("follow-up", "A question that leans on the one before, and how it was understood.")


def mention_in_group(stage: Stage) -> Iterator[Recording]:
    """A group that talks among itself and asks the bot once."""
    server = stage.server
    group = server.group(-1001, "Friends of the weir")
    ben, cleo = server.person(31, "Ben", last_name="Tarrow"), server.person(32, "Cleo", last_name="Ames")
    take = stage.meet("Ann", group)
    ben.says("There were thousands of eels on those stairs.", group=group)
    cleo.says("Thousands? Who counted them?", group=group)
    take.says(f"@{server.world.bot['username']} how many eels did the camera count?")
    ben.says("Well. It felt like thousands.", group=group)
    stage.settle()
    yield take.record("group", "In a group the bot answers whoever names it, and is silent otherwise.")


def ask_about_passage(stage: Stage) -> Iterator[Recording]:
    """A reply that quotes some words of an answer."""
    take = stage.meet("Ann")
    answer = take.says("What did the guild say about the cables?")
    take.passes_on()
    take.says("Who says so?", reply_to=answer, quote=" ".join(answer.quotations[0].split(" ")[:6]))
    yield take.record("passage", "A reply that quotes some words of an answer asks about that passage.")


def change_question(stage: Stage) -> Iterator[Recording]:
    """A question that is corrected, and answered again."""
    take = stage.meet("Ann")
    take.says("How many ells did the camera count?")
    question = next(message for message in take.messages if not message.from_bot)
    offer = take.edits(question, "How many eels did the camera count?")
    take.presses(offer, "ea")
    yield take.record("again", "A question that was changed is answered again when the button is pressed.")


def rate_answer(stage: Stage) -> Iterator[Recording]:
    """An answer that was of no use."""
    take = stage.meet("Ann")
    answer = take.says("When was the bell cast?")
    take.presses(answer, "fd")
    yield take.record("feedback", "A thumb down, and the bot asks why; the editors see the reason and not who gave it.")


def read_on(stage: Stage) -> Iterator[Recording]:
    """A citation that somebody passed on, opened by its link."""
    ann, ben = stage.meet("Ann"), stage.meet("Ben")
    answer = ann.says("How long was the ferry adrift?")
    link = next(url for _, url in answer.links if "start=" in url)
    ben.follows(link)
    yield ben.record("link", "Somebody to whom an answer was forwarded taps the number 1, and the passage opens.")


def quote_inline(stage: Stage) -> Iterator[Recording]:
    """Words typed behind the bot's name in another chat, and the quotation that is sent."""
    yield stage.type_inline("cables were cut", "inline", "In any chat, the bot's name and some words offer quotations.")


def follow_question(stage: Stage) -> Iterator[Recording]:
    """A question that is followed."""
    take = stage.meet("Ann")
    take.says("/follow How many eels did the camera count?")
    yield take.record("follow", "A question is followed: who asked is told when a report changes the answer.")


def look_around(stage: Stage) -> Iterator[Recording]:
    """The shelf by outlet."""
    take = stage.meet("Ann")
    take.says("/sources")
    yield take.record("sources", "/sources lists the reports by outlet, and turns its pages in place.")


def speak_persian(stage: Stage) -> Iterator[Recording]:
    """The menu and the welcome in another language."""
    take = stage.meet("Nika")
    chooser = take.says("/language")
    take.presses(chooser, "la:fa")
    take.says("/start")
    yield take.record("language", "/language sets the language of the menu and the help; here it is Persian.")


def ask_to_be_forgotten(stage: Stage) -> Iterator[Recording]:
    """What is kept of somebody, and how it goes."""
    take = stage.meet("Ann")
    take.says("How many eels did the camera count?")
    take.passes_on()
    take.says("/privacy")
    yield take.record("privacy", "/privacy says what is kept of somebody, and how long.")
    take.passes_on()
    take.says("/forget")
    yield take.record("forget", "/forget says what goes and what stays, and asks before it deletes.")


def ask_for_status(stage: Stage) -> Iterator[Recording]:
    """What the bot sees in a group."""
    take = stage.meet("Ann", stage.server.group(-1002, "Ferry watchers"))
    take.says(f"/status@{stage.server.world.bot['username']}")
    yield take.record("status", "/status says what the bot gets to see in a chat.")


def begin(stage: Stage) -> Iterator[Recording]:
    """The first message of the bot, and one of its questions pressed."""
    take = stage.meet("Ann")
    take.says("/start")
    yield take.record("start", "/start says what is on the shelf and offers questions that it answers.")


def ask_in_persian(stage: Stage) -> Iterator[Recording]:
    """A question in Persian."""
    take = stage.meet("مریم", language_code="fa")
    take.says("ردپاها از آن چه کسی بود؟")
    yield take.record("persian", "A question in Persian, answered from a Persian report, set from right to left.")


def ask_in_arabic(stage: Stage) -> Iterator[Recording]:
    """A question in Arabic."""
    take = stage.meet("سلمى", language_code="ar")
    take.says("ماذا قال المحافظ عن الاتهامات؟")
    yield take.record("arabic", "A question in Arabic, answered from an Arabic report, set from right to left.")


def ask_across_languages(stage: Stage) -> Iterator[Recording]:
    """A question in Persian on which reports in several languages disagree."""
    take = stage.meet("مریم", language_code="fa")
    take.says("چه کسی کابل‌های کشتی آنسلما را برید؟")
    yield take.record("across", "A Persian question, and what reports in Persian, Arabic and English say.")


def ask_in_hebrew(stage: Stage) -> Iterator[Recording]:
    """A question in Hebrew on which reports in several languages disagree."""
    take = stage.meet("נועה", language_code="he")
    take.says("כמה בני אדם נפצעו במעבורת?")
    yield take.record("hebrew", "A Hebrew question, and three figures from reports in several languages.")


def check_sentence(stage: Stage) -> Iterator[Recording]:
    """A sentence that somebody changed."""
    take = stage.meet("Ann")
    take.says("/find The Anselma has two propellers.")
    yield take.record("find", "Words that somebody quoted, and how they differ from what the report says.")


def offer_report(stage: Stage) -> Iterator[Recording]:
    """A report offered, looked at and added."""
    take = stage.meet_editor()
    take.passes_on()
    preview = take.sends_file("mill.md", MILL.encode())
    yield take.record("offer", "An editor sends a file and sees what was found in it before anything is added.")
    take.presses(preview, "o:ad")
    yield take.record("added", "The report is on the shelf.")


def replace_report(stage: Stage) -> Iterator[Recording]:
    """A report gets new wording, and those are told who were quoted the old one, and who follow the question."""
    reader, follower, editor = stage.meet("Ann"), stage.meet("Ben"), stage.meet_editor()
    reader.says("How many eels did the camera count?")
    follower.says("/follow How many eels did the camera count?")
    told = (SAMPLES / "eels-weir.md").read_text(encoding="utf-8").replace("counted 268 eels", "counted 286 eels")
    editor.passes_on()
    preview = editor.sends_file("eels.md", told.encode(), caption="/replace eels-weir")
    yield editor.record("replace", "An editor gives a report new wording and sees each change before it counts.")
    reader.passes_on()
    follower.passes_on()
    editor.presses(preview, "vr")
    notice = stage.wait_for_more(reader)
    reader.presses(notice, "s:")
    yield reader.record("told", "A reader who was quoted the old words is told once, and opens what was quoted.")
    stage.wait_for_more(follower)
    yield follower.record("followed", "Somebody who follows the question is told what changed in the answer.")


CONVERSATIONS: Mapping[str, Play] = {
    "stages": watch_stages,
    "question": ask_plainly,
    "dispute": ask_what_is_disputed,
    "refusal": ask_in_vain,
    "follow-up": follow_up,
    "group": mention_in_group,
    "passage": ask_about_passage,
    "again": change_question,
    "feedback": rate_answer,
    "link": read_on,
    "inline": quote_inline,
    "follow": follow_question,
    "start": begin,
    "sources": look_around,
    "language": speak_persian,
    "forget": ask_to_be_forgotten,
    "status": ask_for_status,
    "persian": ask_in_persian,
    "arabic": ask_in_arabic,
    "across": ask_across_languages,
    "hebrew": ask_in_hebrew,
    "find": check_sentence,
    "offer": offer_report,
    "replace": replace_report,
}
"""By name, in the order of playing: stages show while the bot is cold, and the last ones change the shelf."""
