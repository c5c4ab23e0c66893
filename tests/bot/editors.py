"""Editors at work in a chat: what they send, what they wait for, and what stands on the shelf afterwards."""

import io
import random
import sys
import zipfile
from contextlib import closing

from corpus.catalogue import Catalogue
from corpus.database import Database

COMMAND = (sys.executable, "-m", "tests.bot.scripted_chat")
EDITORS = range(7, 80)
HEAD = "---\ntitle: {title}\npublisher: {publisher}\npublished: 2026-03-17\n---\n\n"
# fmt: off
VERBS = ["mended", "tarred", "counted", "painted", "measured", "sold", "moved", "guarded", "cleaned", "rented"]
THINGS = ["pier", "lamp", "boat", "sluice", "lock", "bell", "cart", "rope", "wall", "mill", "weir", "tower", "crane"]
PEOPLE = ["engineers", "weavers", "sailors", "farmers", "clerks", "masons", "pilots", "keepers", "fishers", "smiths"]
WHEN = ["in April", "before the storm", "after the harvest", "at low tide", "by lamplight", "during the fair"]
# fmt: on


def write(title, place="Tarn Gate", count="eleven", publisher="The Weir Post"):
    """A report as a Markdown file; those of two places have few words in common."""
    return (HEAD.format(title=title, publisher=publisher) + make_body(place, count)).encode()


def make_body(place, count):
    """A story of a place, the same every time but for a number in it."""
    dice = random.Random(place)
    start = f"The council of {place} met on Monday and counted {count} piles that were rotten."
    told = [
        f"{place} {dice.choice(PEOPLE)} {dice.choice(VERBS)} the {dice.choice(THINGS)} and the {dice.choice(THINGS)} "
        f"{dice.choice(WHEN)}, said {dice.choice(PEOPLE)} of {place}."
        for _ in range(12)
    ]
    return "\n\n".join([start, *told])


def zip_files(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def wait_for_reply(server, editor, sent, words=""):
    """The first message of the bot after one that was sent, once it holds these words and no longer waits."""

    def find():
        replies = [message for message in editor.messages if message.from_bot and message.id > sent.id]
        return next((each for each in replies if words in each.text and not each.text.endswith("…")), None)

    return server.wait_for(find, 20, f"“{words}”")


def wait_for_text(server, editor, message, words):
    """A message once it holds these words."""
    found = lambda: (now := server.message(editor.id, message.id)) and words in now.text and now  # noqa: E731
    return server.wait_for(found, 20, f"“{words}”")


def press(server, editor, message, label, words):
    """Press a button, and give the message once it holds these words."""
    editor.presses(message, label)
    return wait_for_text(server, editor, message, words)


def press_for_notice(server, person, message, data):
    """Send the data of a button, and give what is shown over the chat."""
    pressed = person.sends_callback(message, data)
    server.wait_for(lambda: pressed.answered, 10, "the notice")
    return pressed.notice


def read_shelf(bot):
    """Every report on the shelf of a bot, by id, but for those that the script put there."""
    with closing(Database(f"sqlite:///{bot.home / 'catalogue.db'}")) as database:
        catalogue = Catalogue(database)
        events = [catalogue.history(listing.id)[0] for listing in catalogue.list_reports()]
        return {each.report_id: catalogue.get_report(each.report_id) for each in events if each.actor != "script"}


def find_own(bot, editor):
    """What one editor put on the shelf, by title."""
    with closing(Database(f"sqlite:///{bot.home / 'catalogue.db'}")) as database:
        catalogue = Catalogue(database)
        found = {}
        for listing in catalogue.list_reports():
            if catalogue.history(listing.id)[0].actor == f"telegram:{editor.id}":
                found[listing.title] = catalogue.get_report(listing.id)
        return found


def count_messages(editor):
    """How many messages of the bot stand in a chat."""
    return len([message for message in editor.messages if message.from_bot])


def count_prompts(bot):
    """How many questions for a detail the bot knows that it asked."""
    with closing(Database(f"sqlite:///{bot.home / 'catalogue.db'}")) as database, database.reading() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM offer_prompts").scalar()


def count_waiting(bot):
    """How many messages and presses the bot has not dealt with to the end."""
    with closing(Database(f"sqlite:///{bot.home / 'catalogue.db'}")) as database, database.reading() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM inbox WHERE state = 'waiting'").scalar()


def count_deliveries(bot):
    """How many messages the bot knows that it sent; one that was sent and is not noted may be sent again."""
    with closing(Database(f"sqlite:///{bot.home / 'catalogue.db'}")) as database, database.reading() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM deliveries").scalar()
