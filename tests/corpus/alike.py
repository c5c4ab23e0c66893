"""Reports that are alike and reports that only seem so, made from the samples: to measure what is taken for a copy."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import corpus
from corpus.readers.markdown import read_markdown
from corpus.reports import Report, Status
from corpus.sentences import split_sentences

SAMPLES = Path(corpus.__file__).parent / "samples"
ADDED = {
    "en": "Nobody at the harbour office could be reached for a comment on Sunday, and the file was closed at noon.",
    "fa": "روز یکشنبه هیچ‌کس در دفتر بندر حاضر به گفت‌وگو نشد و پرونده تا ظهر بسته ماند.",
    "ar": "ولم يرد أحد في مكتب الميناء على الاتصالات يوم الأحد، وبقي الملف مغلقا حتى الظهر.",
    "he": "איש במשרד הנמל לא השיב לפניות ביום ראשון, והתיק נשאר סגור עד הצהריים.",
}
WORD = re.compile(r"\b[^\W\d_]{4,}\b")

Edit = Callable[[Report, random.Random], str]


@cache
def read_samples() -> tuple[Report, ...]:
    """Give the samples that are Markdown, as they would stand on the shelf."""
    return tuple(map(read_sample, sorted(SAMPLES.glob("*.md"))))


def read_sample(path: Path) -> Report:
    document = read_markdown(path.read_bytes(), path.name)
    details = document.details
    return Report(
        id=path.stem,
        version=1,
        title=details.title or path.stem,
        body=document.body,
        publisher=details.publisher,
        author=details.author,
        published=details.published,
        url=details.url,
        language=details.language or "en",
        status=Status.CURRENT,
        digest=path.stem,
    )


def keep(report: Report, dice: random.Random) -> str:
    return report.body


def edit_lightly(report: Report, dice: random.Random, share: float = 1 / 30) -> str:
    """Put another word for one in thirty, as a sub-editor does."""
    words = WORD.findall(report.body)
    return WORD.sub(lambda found: dice.choice(words) if dice.random() < share else found.group(), report.body)


def edit_much(report: Report, dice: random.Random) -> str:
    """Put another word for one in ten."""
    return edit_lightly(report, dice, 1 / 10)


def cut(report: Report, dice: random.Random) -> str:
    """Keep the first three fifths of the paragraphs, as a page with too little room does."""
    left, kept = round(0.6 * len(report.body)), []
    for paragraph in report.body.split("\n\n"):
        room = left - sum(map(len, kept))
        if room <= 0:
            break
        kept.append(paragraph[:room])
    return "\n\n".join(kept)


def change_dateline(report: Report, dice: random.Random) -> str:
    return f"HOBB’S FELL, March 9 (Lethwin News Service) — {report.body}"


def add_paragraph(report: Report, dice: random.Random) -> str:
    return f"{report.body}\n\n{ADDED[report.language]}"


def do_all(report: Report, dice: random.Random) -> str:
    for edit in (cut, edit_lightly, change_dateline, add_paragraph):
        report = replace(report, body=edit(report, dice))
    return report.body


EDITS: dict[str, Edit] = {
    "the same text": keep,
    "one long word in thirty changed": edit_lightly,
    "one long word in ten changed": edit_much,
    "cut to 60%": cut,
    "another headline and dateline": change_dateline,
    "a paragraph more": add_paragraph,
    "all of these together": do_all,
}


def make_copies() -> Iterator[tuple[str, Report, Report]]:
    """Give how each copy was made, what it is a copy of, and the copy, as another outlet carries it a day later."""
    dice = random.Random(8)
    for report in read_samples():
        for name, edit in EDITS.items():
            later = report.published and report.published + timedelta(days=1)
            offered = replace(report, id="offered", publisher="The Fell Observer", author=None, url=None, digest="")
            yield name, report, replace(offered, title="Another headline", published=later, body=edit(report, dice))


def make_others() -> Iterator[tuple[str, Report]]:
    """Give reports that are no copies of any sample, with how each was made."""
    samples, dice = read_samples(), random.Random(9)
    for report in samples:
        yield "another report, of the same event where there is one", report
    pairs = [(one, other) for one in samples for other in samples if one.id != other.id]
    for one, other in pairs:
        if one.publisher == other.publisher:
            background = "\n\n".join(one.body.split("\n\n")[-2:])
            yield (
                "the same outlet's follow-up, with two paragraphs of background",
                replace(other, body=f"{other.body}\n\n{background}"),
            )
            half = one.body[: len(one.body) // 2]
            yield (
                "the same outlet's follow-up, with half of the earlier text",
                replace(other, body=f"{other.body}\n\n{half}"),
            )
    sentences = {report.id: [span.text_of(report.body) for span in split_sentences(report.body)] for report in samples}
    for one, other in dice.sample(pairs, 40):
        quoted = " ".join(dice.sample(sentences[one.id], 3))
        yield "another outlet's report that quotes three sentences", replace(other, body=f"{other.body}\n\n{quoted}")
    everything = [sentence for each in sentences.values() for sentence in each]
    for _ in range(40):
        yield (
            "sentences of all samples in one",
            replace(
                samples[0], id="mixed", digest="", title="Mixed", url=None, body=" ".join(dice.sample(everything, 30))
            ),
        )
