"""What /find shows: whether words stand in a report exactly, altered, or not at all."""

from collections.abc import Iterator, Sequence

from telegram import Update

from bot.answering.answers import Citation
from bot.answering.layout import number_quotes
from bot.answering.lookups.alterations import Difference
from bot.answering.lookups.finding import Finding
from bot.answering.lookups.finding_wording import NEAREST_NOW, format_heading, format_past
from bot.chat import texts
from bot.chat.answer_buttons import link_passage
from bot.chat.asking.messages import find_argument
from bot.chat.fairness.admitting import admit
from bot.chat.markup import Markup, join, plain, quotation, shorten
from bot.chat.parts import Block, Part, pack
from bot.chat.rendering import render_source_line
from bot.chat.room import Context, Room
from bot.languages.speech import Speech

SHOWN = 10
CHANGES = 10
WORDS = 200


class Finder:
    """Looks words up in the reports."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def take_command(self, update: Update, context: Context) -> None:
        """Look up what stands after /find, or in the message that a bare /find replies to."""
        words = find_argument(update.message) if update.message else ""
        reply = self._room.reply_to(update)
        if not words:
            await reply.send(Part(plain(context.speech.say(texts.FIND_USAGE))))
            return
        finding = None
        async with admit(self._room, update, context.speech) as admitted:
            if admitted:
                await reply.hold(context.speech.say(texts.READING))
                finding = await self._room.workers.answer(self._room.house.find, words)
        if finding is not None:
            await reply.show(render_finding(finding, context.speech, update.get_bot().username))


def render_finding(finding: Finding, speech: Speech, bot_name: str = "") -> list[Part]:
    """Give the verdict, the places of before and of now with their sources, and for altered words what differs.

    The numbers of places of now are links that open them, where the bot's name is given.
    """
    past = number_quotes(each.quote for each in finding.past)
    blocks = [Block(plain(format_heading(finding, speech)))]
    blocks += render_places(past, speech, [format_past(each, speech) for each in finding.past])
    if past and finding.quotes:
        blocks.append(Block(plain(speech.say(NEAREST_NOW))))
    now = number_quotes(finding.quotes[:SHOWN], len(past) + 1)
    blocks += render_places(now, speech, links=[link_passage(each, bot_name) for each in now])
    if len(finding.quotes) > SHOWN:
        blocks.append(Block(plain(speech.count(*texts.FOUND_MORE, len(finding.quotes) - SHOWN))))
    if finding.differences:
        blocks.append(Block(join(render_differences(finding.differences, speech), "\n")))
    return pack(blocks)


def render_places(
    citations: Sequence[Citation],
    speech: Speech,
    standings: Sequence[str] = (),
    links: Sequence[str | None] = (),
) -> Iterator[Block]:
    """Give each place, exactly, with its source line; `standings` say of each what became of it, `links` open it."""
    for index, citation in enumerate(citations):
        yield Block(quotation(citation.quote.text))
        standing, opened_by = standings[index] if standings else None, links[index] if links else None
        yield Block(render_source_line(citation, speech, standing, opened_by), glued=True)


def render_differences(differences: tuple[Difference, ...], speech: Speech) -> Iterator[Markup]:
    """Say, change by change, what the report has and what was quoted."""
    for change in differences[:CHANGES]:
        original, quoted = shorten(change.original, WORDS), shorten(change.quoted, WORDS)
        if original and quoted:
            yield plain(speech.say(texts.CHANGED, original=original, quoted=quoted))
        else:
            yield plain(speech.say(texts.LEFT_OUT if original else texts.PUT_IN, words=original or quoted))
    if len(differences) > CHANGES:
        yield plain(speech.count(*texts.MORE_CHANGES, len(differences) - CHANGES))
