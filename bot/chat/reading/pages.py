"""What is shown of a report, as parts: a citation of an answer, a passage, a page of it, or its beginning.

    looked up | withdrawn or reworded? then that is said | the place in its context | buttons to read on

Everything here looks into the catalogue and blocks.
"""

from dataclasses import replace
from datetime import date

from bot.answering.answers import Answer, Citation, Quote, Refusal
from bot.answering.receipts import find_report, list_citations
from bot.answering.translations.wording import find_translation
from bot.chat.answer_buttons import link_citation
from bot.chat.context import (
    Page,
    find_page_after,
    find_page_before,
    render_header,
    render_page,
    render_passage,
)
from bot.chat.deep_links import PassageTarget, make_link, make_token, passage_payload
from bot.chat.markup import plain
from bot.chat.parts import Part, Rows
from bot.chat.reading import texts
from bot.chat.reading.buttons import make_reading_rows, make_start_row
from bot.chat.reading.standing import describe_status, find_standing
from bot.chat.room import Room
from bot.languages.hearing import hear_speech
from bot.languages.speech import Speech
from corpus.reports import Report
from corpus.sentences import Span

LONGEST = 8000
"""How many characters a place may have that a link or a button names; no quotation that is made here has more."""


class Pages:
    """Shows places in reports; `bot_name` is for the links in them."""

    def __init__(self, room: Room, speech: Speech, bot_name: str) -> None:
        self.speech = speech
        self._room = room
        self._house, self._state = room.house, room.state
        self._bot_name = bot_name

    def hear(self, record: Answer | Refusal) -> "Pages":
        """Give what shows places in the language of a question, where that is one of ours."""
        return Pages(self._room, hear_speech(record.question.text, self.speech), self._bot_name)

    def open_citation(self, record: Answer | Refusal, number: int) -> list[Part] | None:
        """Show the passage of a citation as its answer quoted it, and what became of it; None where there is none."""
        citation = find_citation(record, number)
        if citation is None:
            return None
        source, answered = citation.quote.source, self.find_day(record.id)
        quoted = self._house.shelf.get_report(source.report_id, source.version)
        link = link_citation(record.id, number, self._bot_name)
        standing = find_standing(citation, self._house.shelf, answered, self.speech)
        page = render_passage(citation, quoted, self.speech, standing, link, find_translation(record, number))
        return self._finish(page, quoted, citation.quote, link or "")

    def open_passage(self, target: PassageTarget) -> list[Part]:
        """Show a place in a report as it stands now, or say why it cannot be."""
        live = self.find_live(target.token)
        if live is None:
            return [self._say(texts.NOT_HERE)]
        if not live.status.quotable:
            return [self._say(texts.WITHDRAWN)]
        if target.version > live.version:
            return [self._say(texts.NO_PLACE)]
        say, older = self.speech.say, target.version < live.version
        note = say(texts.WORDS_KEPT, live=live.version) if older else ""
        place = self._find_place(target, live)
        if place is None:
            gone = say(texts.WORDS_GONE, live=live.version, version=target.version) if older else say(texts.NO_PLACE)
            return [Part(plain(gone), make_start_row(live, self.speech))]
        quote = self._house.open_shelf.quote(live, place)
        link = make_link(self._bot_name, passage_payload(live.id, live.version, place.start, place.end))
        standing = " ".join(filter(None, (note, self._describe_status(live))))
        return self._finish(render_passage(Citation(1, quote), live, self.speech, standing, link), live, quote, link)

    def open_report(self, token: str) -> list[Part]:
        """Show a report from its beginning, or say why it cannot be."""
        live = self.find_live(token)
        if live is None:
            return [self._say(texts.NOT_HERE)]
        standing = self._describe_status(live)
        if not live.status.quotable:
            return [Part(render_header(live, None, self.speech, standing))]
        return self.turn(live, 0, forward=True, note=standing or self.speech.count(*texts.WORDS, live.words))

    def turn(self, report: Report, offset: int, *, forward: bool, note: str = "") -> list[Part]:
        """Show what comes after or before an offset of a live report, or its beginning where nothing does."""
        shown = find_page_after(report.body, offset) if forward else find_page_before(report.body, offset)
        page = render_page(
            report, shown or find_page_after(report.body, 0) or Span(0, len(report.body)), self.speech, note
        )
        return self._finish(page, report)

    def find_live(self, token: str) -> Report | None:
        """Give the live version of the report with this token, whatever its standing, or None."""
        listed = self._house.shelf.list_reports()
        found = next((each for each in listed if make_token(each.id) == token), None)
        return self._house.shelf.get_report(found.id) if found else None

    def find_day(self, record_id: str) -> date | None:
        """Give the day on which a record was made."""
        moment = self._state.answers.find_moment(record_id)
        return moment.date() if moment else None

    def _say(self, sentence: str) -> Part:
        return Part(plain(self.speech.say(sentence)))

    def _describe_status(self, live: Report) -> str:
        return describe_status(live, self._house.shelf.history(live.id), self.speech)

    def _find_place(self, target: PassageTarget, live: Report) -> Span | None:
        """Give where the words of a place stand in the live version."""
        named = find_report(self._house.shelf, live.id, target.version)
        words = named.body[target.start : target.end] if named else ""
        if len(words) != target.end - target.start or len(words) > LONGEST or not words.strip():
            return None
        start = target.start if target.version == live.version else live.body.find(words)
        return Span(start, start + len(words)) if start >= 0 else None

    def _finish(self, page: Page, report: Report, quote: Quote | None = None, link: str = "") -> list[Part]:
        """Hang the buttons under it: to read on only where this is how the report stands now."""
        live = self._house.shelf.get_report(report.id)
        rows: Rows = ()
        if live.status.quotable:
            rows = (
                make_reading_rows(live, page.shown, self.speech, quote, link)
                if live.version == report.version
                else make_start_row(live, self.speech)
            )
        *before, last = page.parts
        return [*before, replace(last, rows=rows)]


def find_citation(record: Answer | Refusal, number: int) -> Citation | None:
    """Give the citation with this number, or the nearest passage of a refusal, or None."""
    return next((each for each in list_citations(record) if each.number == number), None)
