"""Asking, as people see it: one bot process, all of it real but for the answers, which follow `scripted_chat`."""

import sys
import time
from itertools import pairwise

import pytest

from tests.bot.asked_chat import ask, find_text, list_calls, list_replies, wait_for_reply, wait_until_quiet
from tests.bot_process import BotProcess
from tests.telegram_server import BOT_NAME, TelegramServer, refused

COMMAND = (sys.executable, "-m", "tests.bot.scripted_chat")
EDITOR = 7
NAME = f"@{BOT_NAME}"
STAGES = ["Searching the reports…", "Choosing the quotations…", "Writing the answer…", "Checking every quotation…"]
FERRY, GUILD, PERSIAN = ["The ferry broke loose."], ["“We did not cut it."], ["کشتی در رودخانه رها شد."]
FOLLOWS = "The answer follows…"
STOPPED = "Stopped, as you asked; this question is not answered."
FILE = {"file_id": "f", "file_unique_id": "f"}
EXPECTED = ("query is too old", "terminated by other getUpdates", "not modified")


@pytest.fixture(scope="module")
def server():
    with TelegramServer() as running:
        yield running


@pytest.fixture(scope="module")
def bot(server, tmp_path_factory):
    home = tmp_path_factory.mktemp("asking") / "home"
    with BotProcess(server, home, admin_ids=[EDITOR], command=COMMAND) as running:
        yield running


@pytest.fixture
def ann(bot, server, numbers):
    return server.person(next(numbers), "Ann")


@pytest.fixture
def ben(bot, server, numbers):
    return server.person(next(numbers), "Ben")


@pytest.fixture
def group(bot, server, numbers):
    return server.group(-100_000 - next(numbers), "Readers")


@pytest.fixture
def seeing_all(server):
    server.world.reads_all_in_groups = True
    yield
    server.world.reads_all_in_groups = False


@pytest.fixture(autouse=True)
def nothing_is_refused(server):
    before = len(server.refusals)
    yield
    refusals = [call for call in server.refusals[before:] if not any(words in call.description for words in EXPECTED)]
    assert refusals == []


def test_stages_are_a_draft_in_a_private_chat_and_edits_of_the_placeholder_in_a_group(server, ann, ben, group):
    began = time.time()
    private, grouped = ann.says("ferry staged?"), ben.says(f"{NAME} ferry staged?", group=group)
    for chat in (ann, group):
        typing = server.wait_for(lambda chat=chat: list_calls(server, "sendChatAction", chat.id, began), 5, "typing")
        assert typing[0].at - began < 1
    server.wait_for(lambda: STAGES[1] in str(server.drafts(ann.id)), 10, "the second stage")
    status = wait_for_reply(server, ann, ann.says("/status"), "“ferry staged?” has been under way for")
    assert any(words in status.text for words in ("quotations are being chosen.", "the answer is being written."))
    assert list_replies(ann) == [status]
    answer = wait_for_reply(server, ann, private, "Ferry adrift", number=2)
    placed = wait_for_reply(server, group, grouped, "Ferry adrift")

    drafts = list_calls(server, "sendMessageDraft", ann.id, began)
    assert [call.arguments["text"] for call in drafts] == STAGES
    assert len({call.arguments["draft_id"] for call in drafts}) == 1
    assert min(later.at - sooner.at for sooner, later in pairwise(drafts)) >= 1
    assert server.drafts(ann.id) == []
    assert answer.earlier_texts == [FOLLOWS]

    assert list_replies(group) == [placed]
    assert placed.earlier_texts[0] in STAGES
    assert set(placed.earlier_texts) <= set(STAGES)
    assert len(placed.earlier_texts) >= 2
    shown = [*list_calls(server, "sendMessage", group.id), *list_calls(server, "editMessageText", group.id)]
    stages = [call.at for call in shown if call.arguments["text"] in STAGES]
    assert min(later - sooner for sooner, later in pairwise(stages)) >= 3
    assert list_calls(server, "sendMessageDraft", group.id) == []


def test_quick_answer_shows_no_stage(server, ann):
    answer = ask(server, ann, "ferry?")
    assert answer.earlier_texts == [FOLLOWS]
    assert list_calls(server, "sendMessageDraft", ann.id) == []
    assert len(list_calls(server, "sendChatAction", ann.id)) == 1


def test_draft_that_hangs_holds_no_answer_up(server, ann):
    gate = server.hold("sendMessageDraft")
    began = time.time()
    answer = ask(server, ann, "ferry slow?")
    gate.open()
    assert answer.quotations == FERRY
    assert time.time() - began < 4


@pytest.mark.slow
@pytest.mark.parametrize("refusal", [refused(400, "Bad Request: chat not found"), refused(404, "Not Found")])
def test_where_drafts_are_refused_the_placeholder_shows_the_stages(server, ann, refusal):
    server.fail_next("sendMessageDraft", refusal)
    answer = ask(server, ann, "ferry staged?", "Ferry adrift")
    assert list_replies(ann) == [answer]
    assert answer.earlier_texts[0] == STAGES[0]
    assert len(list_calls(server, "sendMessageDraft", ann.id)) == 1


def test_cancel_ends_the_work_with_one_line_and_frees_the_thread_for_others(server, ann, ben):
    question = ann.says("ferry endless?")
    server.wait_for(lambda: STAGES[0] in str(server.drafts(ann.id)), 10, "the draft")
    ann.says("/cancel")
    line = wait_for_reply(server, ann, question)
    assert line.text == "Stopped: “ferry endless?” is not answered."
    assert ask(server, ben, "guild?").quotations == GUILD
    assert ask(server, ann, "guild?").quotations == GUILD
    assert list_replies(ann)[0].text == line.text
    assert len(list_replies(ann)) == 2


def test_cancel_drops_what_waits_its_turn_and_says_so_under_each(server, ann):
    first, second = ann.says("ferry endless?"), ann.says("guild?")
    server.wait_for(lambda: list_calls(server, "sendChatAction", ann.id), 10, "typing")
    ann.says("/cancel")
    wait_for_reply(server, ann, second, number=2)
    lines = {message.text: message.reply_to for message in list_replies(ann)}
    assert lines == {"Stopped: “ferry endless?” is not answered.": None, STOPPED: second.id}
    assert first.id < second.id
    assert wait_until_quiet(server, ann).quotations == PERSIAN
    assert len(list_replies(ann)) == 3


def test_cancel_with_nothing_under_way_says_so(server, ann):
    assert ask(server, ann, "/cancel").text == (
        "There is nothing to stop: no question of yours is being answered here."
    )


def test_cancel_in_a_group_closes_the_askers_placeholder_and_nobody_elses(server, ann, ben, group):
    ann.says("/ask ferry endless?", group=group)
    held = server.wait_for(lambda: list_replies(group), 10, "the placeholder")[0]
    ben.says("/cancel", group=group)
    refusal = wait_for_reply(server, group, ben.says(f"/cancel{NAME}", group=group), "No question of yours")
    assert server.message(group.id, held.id).text == STAGES[0]
    ann.says("/cancel", group=group)
    closed = server.wait_for(lambda: (now := server.message(group.id, held.id)).text == STOPPED and now, 10, "the end")
    assert wait_until_quiet(server, ben).quotations == PERSIAN
    assert [message.id for message in list_replies(group)] == [closed.id, refusal.id]


def test_changed_question_is_offered_once_and_answered_in_the_place_of_the_offer(server, ann):
    question = ann.says("ferry?")
    first = wait_for_reply(server, ann, question, "Ferry adrift")
    ann.edits(question, "guild?")
    offer = wait_for_reply(server, ann, first, "You changed this question.")
    assert offer.labels == ["Answer again"]
    assert offer.reply_to == question.id
    ann.edits(question, "persian?")
    pressed = ann.presses(offer, "Answer again")
    answer = server.wait_for(lambda: (now := server.message(ann.id, offer.id)).quotations and now, 10, "the answer")
    assert pressed.notice == ""
    assert answer.quotations == PERSIAN
    assert "Answer again" not in answer.labels
    assert list_replies(ann) == [first, answer]
    ann.edits(question, "ferry and guild?")
    again = wait_for_reply(server, ann, offer, "You changed this question.", number=1)
    assert again.labels == ["Answer again"]


def test_stopped_or_overlong_question_can_be_mended_by_changing_it(server, ann):
    question = ann.says("ferry? " * 200)
    first = wait_for_reply(server, ann, question, "at most 1,000 characters")
    ann.edits(question, "ferry? " * 199)
    ann.edits(question, "ferry?")
    offer = wait_for_reply(server, ann, first, "You changed")
    ann.presses(offer, "Answer again")
    server.wait_for(lambda: server.message(ann.id, offer.id).quotations == FERRY, 10, "the answer")


def test_change_that_leaves_the_words_or_asks_nothing_is_passed_over(server, ann, ben, group, seeing_all):
    question = ann.says("ferry?")
    wait_for_reply(server, ann, question, "Ferry adrift")
    for text in ("ferry? ", "👍", "/help"):
        ann.edits(question, text)
    talk = ben.says("ferry?", group=group)
    ben.edits(talk, f"{NAME} ferry?")
    asked = ben.says("/ask ferry?", group=group)
    wait_for_reply(server, group, asked, "Ferry adrift")
    ben.edits(asked, "never mind")
    wait_until_quiet(server, ann)
    ask(server, ben, "/ask guild?", group=group)
    assert len(list_replies(ann)) == 2
    assert len(list_replies(group)) == 2


def test_only_the_asker_has_a_groups_question_answered_again(server, ann, ben, group):
    question = ann.says("/ask ferry?", group=group)
    first = wait_for_reply(server, group, question, "Ferry adrift")
    ann.edits(question, "/ask guild?")
    offer = wait_for_reply(server, group, first, "You changed")
    pressed = ben.presses(offer, "Answer again")
    server.wait_for(lambda: pressed.notice, 10, "the notice")
    assert pressed.notice == "Only whoever asked this question can have it answered again."
    ann.deletes(question)
    late = ann.presses(offer, "Answer again")
    server.wait_for(lambda: late.notice, 10, "the notice")
    assert late.notice.startswith("The question is gone")
    assert server.message(group.id, offer.id).labels == ["Answer again"]


def test_reply_with_a_quotation_asks_about_that_passage(server, ann, group):
    for chat, where in ((ann, {}), (group, {"group": group})):
        answer = ask(server, ann, "/ask ferry and guild?", "Guild denies", **where)
        sent = ann.says("who said so?", reply_to=answer, quote="did not cut", **where)
        about = wait_for_reply(server, chat, sent, "Guild denies")
        assert about.quotations == GUILD
        assert "Understood as: who said so? — about “We did not cut it.”" in about.text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"voice": FILE | {"duration": 3}}, "listen to voice messages"),
        ({"audio": FILE | {"duration": 3}}, "listen to recordings"),
        ({"video": FILE | {"duration": 3, "width": 9, "height": 9}}, "watch videos"),
        ({"video_note": FILE | {"duration": 3, "length": 9}}, "watch video messages"),
        ({"animation": FILE | {"duration": 3, "width": 9, "height": 9}, "document": FILE}, "watch animations"),
        ({"photo": [FILE | {"width": 9, "height": 9}], "caption": "Is this the ferry?"}, "look at pictures"),
        (
            {"sticker": FILE | {"type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False}},
            "Thank you for the sticker",
        ),
        ({"location": {"latitude": 1.5, "longitude": 2.5}}, "places on a map"),
        ({"contact": {"phone_number": "1", "first_name": "B"}}, "by a contact"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "do not play"),
        (
            {"poll": {"id": "1", "question": "Who?", "options": [], "total_voter_count": 0, "is_closed": False,
                      "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
                      "allows_revoting": False, "members_only": False}},
            "no part in polls",
        ),
    ],
    ids=lambda given: next(iter(given)) if isinstance(given, dict) else "",
)  # fmt: skip
def test_what_is_no_text_gets_one_friendly_line(server, ann, content, words):
    line = wait_for_reply(server, ann, ann.sends(content))
    assert words in line.text
    assert "\n" not in line.text
    assert line.labels == []
    assert len(list_replies(ann)) == 1


def test_album_of_pictures_gets_one_line(server, ann):
    for _ in range(3):
        ann.sends({"photo": [FILE | {"width": 9, "height": 9}], "media_group_id": "77"})
    wait_until_quiet(server, ann)
    assert len(list_replies(ann)) == 2


@pytest.mark.parametrize("text", ["thanks!", "👍", "Hello", "???"])
def test_thanks_and_signs_get_a_line_and_no_gap(server, ann, text):
    line = ask(server, ann, text)
    assert line.text == "Ask me something about the reports in a sentence of your own; /start shows what is here."


def test_group_with_privacy_mode_is_answered_in_the_askers_words(server, ann, ben, group):
    asked = ann.says(f"{NAME} what does ferry hold?", group=group)
    answer = wait_for_reply(server, group, asked, "Ferry adrift")
    assert answer.reply_to == asked.id
    assert answer.payload["quote"]["text"] == "what does ferry hold?"
    command = ben.says("/ask guild?", group=group)
    assert wait_for_reply(server, group, command, "Guild denies").payload["quote"]["text"] == "guild?"
    follow_up = ben.says("persian", group=group, reply_to=answer)
    assert wait_for_reply(server, group, follow_up).payload["quote"]["text"] == "persian"
    picture = {"photo": [FILE | {"width": 9, "height": 9}], "caption": f"{NAME} which ferry?"}
    picture["caption_entities"] = [{"type": "mention", "offset": 0, "length": len(NAME)}]
    server.world.reads_all_in_groups = True
    shown = ben.sends(picture, group=group)
    assert wait_for_reply(server, group, shown).quotations == FERRY
    server.world.reads_all_in_groups = False


def test_group_is_silent_where_nothing_is_asked_of_the_bot(server, ann, ben, group, seeing_all):
    answer = ask(server, ann, "/ask ferry?", group=group)
    channel = {"id": -100_900, "type": "channel", "title": "News"}
    for text in (
        "who cut the ferry loose?", NAME, f"{NAME} thanks!", f"I asked {NAME} yesterday", f"{NAME} you are wrong",
        "/cancel", "/status", "/help", "@another_bot ferry?", "/ask@another_bot ferry?",
    ):  # fmt: skip
        ann.says(text, group=group)
    for text in ("thanks", "🙏", "I see", "@benny did you know?"):
        ben.says(text, group=group, reply_to=answer)
    ben.sends({"sticker": FILE | {"type": "regular", "width": 9, "height": 9, "is_animated": False,
                                  "is_video": False}}, group=group, reply_to=answer)  # fmt: skip
    for more in ({"is_automatic_forward": True, "sender_chat": channel}, {"via_bot": server.world.bot}):
        post = dict(ben.says(f"{NAME} who cut the ferry loose?", group=server.group(-100_901)).payload)
        server.inject(message=post | {"chat": group.chat.card} | more)
    server.inject(channel_post={"message_id": 5, "date": 1, "chat": channel, "text": f"{NAME} ferry?"})
    voice = ben.sends({"voice": FILE | {"duration": 3}}, group=group, reply_to=answer)
    line = wait_for_reply(server, group, voice)
    assert "voice messages" in line.text
    ask(server, ben, "/ask guild?", group=group)
    assert len(list_replies(group)) == 3


def test_words_changed_before_the_answer_is_sent_are_not_quoted(server, ann, group):
    gate = server.hold("sendChatAction")
    asked = ann.says("/ask ferry slow?", group=group)
    server.wait_for(lambda: gate.waiting, 10, "typing")
    ann.edits(asked, "/ask something else of the guild?")
    gate.open()
    answer = server.wait_for(lambda: find_text(group, "Ferry adrift"), 15, "the answer")
    assert answer.reply_to == asked.id
    assert "quote" not in answer.payload
    (refusal,) = [call for call in server.refusals if "QUOTE_TEXT_INVALID" in call.description]
    server.world.calls.remove(refusal)


def test_status_says_what_the_bot_gets_to_see(server, ann, ben, bot):
    private = ask(server, ann, "/status")
    assert private.text.startswith("Here, every text that you write to me is a question")
    group, forum = server.group(-100_801), server.group(-100_802, forum=True)

    def ask_status(chat, **more):
        return ask(server, ann, f"/status{NAME}", group=chat, **more).text

    hidden = ask_status(group)
    assert "Here I answer /ask, a message that names me and a reply to one of mine, and nothing else." in hidden
    assert "privacy mode is on for me" in hidden
    group.turns_bot("administrator", by=ben)
    assert "I am an admin of this group" in ask_status(group)
    server.world.reads_all_in_groups = True
    topic = forum.topic("Ferries")
    seen = ask_status(forum, topic=topic)
    server.world.reads_all_in_groups = False
    assert "privacy mode is off for me" in seen
    assert "asked in this topic is answered in it" in seen
    server.fail_next("getChatMember", refused(400, "Bad Request: chat not found"))
    assert "did not tell me just now" in ask_status(group)


def test_status_says_how_long_answers_take(server, ann):
    ask(server, ann, "ferry?")
    ask(server, ann, "guild?")
    assert "answers took" in ask(server, ann, "/status").text
