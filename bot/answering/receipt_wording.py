"""The receipt of an answer in plain words: what the terminal and Telegram show when someone asks why.

It is paragraphs of lines without any form; names from reports pass through `show`, which a room with a use for it
takes to keep them apart from the line.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.answering.answers import Answer, Question, Receipt, Refusal
from bot.answering.receipts import Explanation, PassageRead, ReportRead
from bot.answering.translations.wording import TRANSLATED
from bot.answering.wording import NO_OUTLET, REPORTS, format_missing, format_page
from bot.languages.speech import ENGLISH, Speech
from corpus.reports import Status

Show = Callable[[str], str]

QUESTION, OUTCOME, QUOTED = "The question", "What came of it", "Reports quoted"
READ, DROPPED, MADE, TOOK = "Passages read", "Left out", "Made by", "Time"
AS_ASKED = "Understood as it was asked."
UNDERSTOOD = "Understood as: {question}"
FROM, UP_TO = "Only reports published from {first}.", "Only reports published up to {last}."
BETWEEN = "Only reports published from {first} up to {last}."
OF_OUTLET = "Only reports of {outlet}."
REASON = "“{words}”: {reason}"

QUOTATIONS, POSITIONS = ("{count} quotation", "{count} quotations"), ("{count} position", "{count} positions")
QUOTED_FROM = "{quotations} from {reports}"
REFUSED, REFUSED_NEAR = (
    "Refused.",
    ("Refused; {count} quotation came nearest.", "Refused; {count} quotations came nearest."),
)
ANSWERED, DISAGREED = "Answered: {quotations}.", "The reports disagree: {positions}, {quotations}."
SUPPORT = "Support {support}."
SUPPORT_NEEDED = "Support {support}; an answer needs at least {threshold}."

VERSION, DIGEST = "version {version}", "digest {digest}"
NOT_HERE = "no longer on the shelf"
REPLACED = "version {version} has replaced it since"
STANDINGS = {Status.CORRECTED: "corrected", Status.WITHDRAWN: "withdrawn"}
STANDINGS_NOTED = {Status.CORRECTED: "corrected: {note}", Status.WITHDRAWN: "withdrawn: {note}"}

NOTHING_READ = "None: nothing on the shelf comes near the question."
PLACES = "{title} ({id}, version {version}): characters {places}"
ON_PAGE, USED = "on {page}", "(used)"

EMBEDDING_MODEL = "Embedding model: {model}."
NO_LANGUAGE_MODEL = "Language model: none."
LANGUAGE_MODEL, LANGUAGE_MODEL_READ = "Language model: {model}.", "Language model: {model}, {tokens}."
TOKENS = ("{count} token", "{count} tokens")
DRAFT_NOT_USED = "What the language model wrote was not used: {reason}."
STEPS = ("rewrite", "search", "choose", "check", "describe", "draft", "check draft")
STEP, IN_ALL = "{step} {ms} ms", "{steps}; {ms} ms in all."

_DIGEST = 12
"""How many characters of a digest are shown; enough to tell two originals apart."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading and the lines under it, at least one.

    `vouched` is false for lines with words that nothing holds up, which must not become links or commands.
    """

    heading: str
    lines: tuple[str, ...]
    vouched: bool = True


def describe_explanation(explanation: Explanation, show: Show = str, speech: Speech = ENGLISH) -> Iterator[Paragraph]:
    """Give the paragraphs of a receipt in order; those with nothing to say are left out."""
    record, receipt = explanation.record, explanation.record.receipt
    wording = ReceiptWording(show, speech)
    quoted = [each for each in explanation.reports if each.quoted]
    paragraphs = (
        (QUESTION, wording.describe_question(record.question, receipt.understood_as)),
        (OUTCOME, wording.describe_outcome(record, len(quoted))),
        (QUOTED, map(wording.describe_report, quoted)),
        (READ, wording.describe_passages(explanation.reports)),
        (DROPPED, wording.describe_dropped(receipt)),
        (MADE, (*wording.describe_models(receipt), *wording.describe_translations(record))),
        (TOOK, wording.describe_timings(receipt)),
    )
    for heading, lines in paragraphs:
        given = tuple(lines)
        if given:
            yield Paragraph(speech.say(heading), given, vouched=heading != DROPPED)


@dataclass(frozen=True, slots=True)
class ReceiptWording:
    """The lines of a receipt in one language; `show` keeps names apart."""

    show: Show
    speech: Speech

    def describe_question(self, question: Question, understood: str) -> Iterator[str]:
        """Say what was asked, how it was understood, and within which bounds."""
        show, say = self.show, self.speech.say
        yield show(question.text)
        changed = understood and understood != question.text
        yield say(UNDERSTOOD, question=show(understood)) if changed else say(AS_ASKED)
        if question.since and question.until:
            yield say(BETWEEN, first=question.since, last=question.until)
        elif question.since:
            yield say(FROM, first=question.since)
        elif question.until:
            yield say(UP_TO, last=question.until)
        if question.publisher:
            yield say(OF_OUTLET, outlet=show(question.publisher))

    def describe_outcome(self, record: Answer | Refusal, reports: int) -> Iterator[str]:
        """Say whether it was answered, out of how much, and how the support compares with what an answer needs."""
        speech = self.speech
        if isinstance(record, Refusal):
            yield speech.count(*REFUSED_NEAR, len(record.nearest)) if record.nearest else speech.say(REFUSED)
            if record.missing:
                yield format_missing([self.show(each) for each in record.missing], speech)
        else:
            quotations, of = speech.count(*QUOTATIONS, len(record.citations)), speech.count(*REPORTS, reports)
            quoted = speech.say(QUOTED_FROM, quotations=quotations, reports=of)
            positions = speech.count(*POSITIONS, len(record.positions))
            disagreed = speech.say(DISAGREED, positions=positions, quotations=quoted)
            yield disagreed if record.positions else speech.say(ANSWERED, quotations=quoted)
        yield self.describe_support(record.receipt)

    def describe_support(self, receipt: Receipt) -> str:
        """Say how much support the reports lend, and how much an answer needs."""
        support = self.speech.format_digits(f"{receipt.support:.2f}")
        if receipt.threshold is None:
            return self.speech.say(SUPPORT, support=support)
        needed = self.speech.format_digits(f"{receipt.threshold:.2f}")
        return self.speech.say(SUPPORT_NEEDED, support=support, threshold=needed)

    def describe_report(self, report: ReportRead) -> str:
        """Name a report version, the first characters of its digest, and what became of it since."""
        speech, show = self.speech, self.show
        items = (
            speech.isolate(show(report.title)),
            speech.isolate(show(report.publisher)) if report.publisher else speech.say(NO_OUTLET),
            speech.format_day(report.published),
            speech.join([report.id, speech.say(VERSION, version=report.version)]),
            speech.say(DIGEST, digest=report.digest[:_DIGEST]) if report.digest else "",
            self.describe_standing(report),
        )
        return " · ".join(filter(None, items))

    def describe_standing(self, report: ReportRead) -> str:
        """Say how a report stands today, if not as it was read."""
        say = self.speech.say
        if report.live_version is None:
            return say(NOT_HERE)
        newer = say(REPLACED, version=report.live_version) if report.live_version != report.version else ""
        status = ""
        if report.status is not Status.CURRENT:
            noted = STANDINGS_NOTED if report.note else STANDINGS
            status = say(noted[report.status], note=report.note or "")
        return self.speech.join(filter(None, (newer, status)))

    def describe_passages(self, reports: Iterable[ReportRead]) -> Sequence[str]:
        """Say, report by report, which passages were read and which of them the answer uses."""
        say, show = self.speech.say, self.show
        lines = [
            say(PLACES, title=show(each.title), id=each.id, version=each.version, places=self.list_places(each))
            for each in reports
            if each.passages
        ]
        return lines or [say(NOTHING_READ)]

    def list_places(self, report: ReportRead) -> str:
        """Give the places of passages in the order of their report, on which pages, and which of them were used."""
        return self.speech.join(map(self.describe_place, sorted(report.passages, key=lambda each: each.start)))

    def describe_place(self, passage: PassageRead) -> str:
        """Give the place of a passage, on which page, and whether it was used."""
        place = str(self.speech.format_digits(f"{passage.start:,}–{passage.end:,}"))
        page = format_page(passage.page, self.speech)
        items = (place, self.speech.say(ON_PAGE, page=page) if page else "", self.speech.say(USED) * passage.used)
        return self.speech.join(filter(None, items), "")

    def describe_dropped(self, receipt: Receipt) -> Iterator[str]:
        """Give what was left out, and why."""
        for each in receipt.dropped:
            reason = self.show(self.speech.say(each.reason))
            yield self.speech.say(REASON, words=self.show(each.text), reason=reason)

    def describe_models(self, receipt: Receipt) -> Iterator[str]:
        """Name the models, how much the language model read and wrote, and why its draft was not used."""
        say, model = self.speech.say, receipt.language_model
        yield say(EMBEDDING_MODEL, model=receipt.model)
        if model is None:
            yield say(NO_LANGUAGE_MODEL)
        elif receipt.tokens:
            yield say(LANGUAGE_MODEL_READ, model=model, tokens=self.speech.count(*TOKENS, receipt.tokens))
        else:
            yield say(LANGUAGE_MODEL, model=model)
        if receipt.fallback:
            yield say(DRAFT_NOT_USED, reason=say(receipt.fallback).rstrip("."))

    def describe_translations(self, record: Answer | Refusal) -> Iterator[str]:
        """Say how many quotations were translated and by which model, and why not more."""
        if record.translations:
            quotations, model = self.speech.count(*QUOTATIONS, len(record.translations)), record.translations[0].model
            yield self.speech.say(TRANSLATED, quotations=quotations, model=model)
        if record.receipt.untranslated:
            yield self.speech.say(record.receipt.untranslated)

    def describe_timings(self, receipt: Receipt) -> Iterator[str]:
        """Say how long each step took, and all of them together."""
        if receipt.timings:
            say = self.speech.say
            steps = self.speech.join(say(STEP, step=say(each.step), ms=round(each.ms)) for each in receipt.timings)
            yield say(IN_ALL, steps=steps, ms=round(sum(each.ms for each in receipt.timings)))
