"""Waiting for what the bot says to people who ask, for tests of whole conversations."""

PERSIAN = "کشتی در رودخانه رها شد."


def wait_for_reply(server, chat, sent, words="", number=1):
    """The bot's latest message of so many after one that was sent, once none waits and it holds these words."""

    def find():
        replies = [message for message in chat.messages if message.from_bot and message.id > sent.id]
        settled = len(replies) >= number and not any(each.text.endswith("…") for each in replies)
        return settled and words in replies[-1].text and replies[-1]

    return server.wait_for(find, 15, f"“{words}”")


def ask(server, person, text, words="", **more):
    return wait_for_reply(server, more.get("group", person), person.says(text, **more), words)


def list_replies(chat):
    return [message for message in chat.messages if message.from_bot]


def find_text(chat, words):
    return next((message for message in list_replies(chat) if words in message.text), None)


def list_calls(server, method, chat_id, since=0.0):
    return [call for call in server.calls_of(method) if call.arguments["chat_id"] == chat_id and call.at >= since]


def wait_until_quiet(server, person):
    """Let everything that was sent before be dealt with: a person's own question comes after it."""
    return ask(server, person, "persian?", PERSIAN)
