"""What /find shows: whether words stand in a report exactly, altered, or not at all."""

from collections.abc import Iterator

from telegram import Update

from bot.answering.alterations import Difference
from bot.answering.answers import Citation
from bot.answering.finding import Finding, Verdict
from bot.chat import texts
from bot.chat.markup import Markup, join, plain, quotation, shorten
from bot.chat.parts import Block, Part, pack
from bot.chat.questions import find_argument
from bot.chat.rendering import render_source_line
from bot.chat.room import Context, Room

SHOWN = 10
CHANGES = 10
WORDS = 200
HEADINGS = {
    Verdict.EXACT: texts.FOUND_EXACT,
    Verdict.ALTERED: texts.FOUND_ALTERED,
    Verdict.ABSENT: texts.FOUND_ABSENT,
}


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
        await reply.hold(texts.READING)
        finding = await self._room.workers.answer(self._room.house.find, words)
        await reply.show(render_finding(finding))


def render_finding(finding: Finding) -> list[Part]:
    """Give the verdict, the places with their sources, and for altered words what differs."""
    blocks = [Block(plain(HEADINGS[finding.verdict]))]
    for number, quote in enumerate(finding.quotes[:SHOWN], 1):
        blocks.append(Block(quotation(quote.text)))
        blocks.append(Block(render_source_line(Citation(number, quote)), glued=True))
    if len(finding.quotes) > SHOWN:
        blocks.append(Block(plain(texts.FOUND_MORE.format(count=len(finding.quotes) - SHOWN))))
    if finding.differences:
        blocks.append(Block(join(render_differences(finding.differences), "\n")))
    return pack(blocks)


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
