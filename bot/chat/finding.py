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

SHOWN = 10
CHANGES = 10
WORDS = 200


class Finder:
    """Looks words up in the reports."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def take_command(self, update: Update, _context: Context) -> None:
        """Look up what stands after /find, or in the message that a bare /find replies to."""
        words = find_argument(update.message) if update.message else ""
        reply = self._room.reply_to(update)
        if not words:
            await reply.send(Part(plain(texts.FIND_USAGE)))
            return
        finding = None
        async with admit(self._room, update) as admitted:
            if admitted:
                await reply.hold(texts.READING)
                finding = await self._room.workers.answer(self._room.house.find, words)
        if finding is not None:
            await reply.show(render_finding(finding, update.get_bot().username))


def render_finding(finding: Finding, bot_name: str = "") -> list[Part]:
    """Give the verdict, the places of before and of now with their sources, and for altered words what differs.

    The numbers of places of now are links that open them, where the bot's name is given.
    """
    past = number_quotes(each.quote for each in finding.past)
    blocks = [Block(plain(format_heading(finding)))]
    blocks += render_places(past, [format_past(each) for each in finding.past])
    if past and finding.quotes:
        blocks.append(Block(plain(NEAREST_NOW)))
    now = number_quotes(finding.quotes[:SHOWN], len(past) + 1)
    blocks += render_places(now, links=[link_passage(each, bot_name) for each in now])
    if len(finding.quotes) > SHOWN:
        blocks.append(Block(plain(texts.FOUND_MORE.format(count=len(finding.quotes) - SHOWN))))
    if finding.differences:
        blocks.append(Block(join(render_differences(finding.differences), "\n")))
    return pack(blocks)


def render_places(
    citations: Sequence[Citation], standings: Sequence[str] = (), links: Sequence[str | None] = ()
) -> Iterator[Block]:
    """Give each place, exactly, with its source line; `standings` say of each what became of it, `links` open it."""
    for index, citation in enumerate(citations):
        yield Block(quotation(citation.quote.text))
        standing, opened_by = standings[index] if standings else None, links[index] if links else None
        yield Block(render_source_line(citation, standing, opened_by), glued=True)


def render_differences(differences: tuple[Difference, ...]) -> Iterator[Markup]:
    """Say, change by change, what the report has and what was quoted."""
    for change in differences[:CHANGES]:
        original, quoted = shorten(change.original, WORDS), shorten(change.quoted, WORDS)
        if original and quoted:
            yield plain(texts.CHANGED.format(original=original, quoted=quoted))
        else:
            yield plain((texts.LEFT_OUT if original else texts.PUT_IN).format(words=original or quoted))
    if len(differences) > CHANGES:
        yield plain(texts.MORE_CHANGES.format(count=len(differences) - CHANGES))
