"""The labelled sentences of tests/attributions, and how far what was found agrees with them."""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from corpus.attribution import Attribution, attribute_report
from corpus.reports import Report

FOLDER = Path(__file__).parent.parent / "attributions"


@dataclass(frozen=True, slots=True)
class Label:
    """What a sentence should be: an empty field is not checked, a speaker of None must stay unnamed."""

    voice: str
    speaker: str | None
    stance: str | None
    role: str | None = None
    relay: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence: where it stands, its label and what was found."""

    report: Report
    label: Label
    found: Attribution


@dataclass(frozen=True, slots=True)
class Marks:
    """Figures over judged sentences, each from 0 to 1."""

    judged: list[Judged] = field(repr=False)

    @property
    def precision(self) -> float:
        named = [each for each in self.judged if each.found.speaker]
        return sum(name_of(each) == each.label.speaker for each in named) / len(named)

    @property
    def recall(self) -> float:
        wanted = [each for each in self.judged if each.label.speaker]
        return sum(name_of(each) == each.label.speaker for each in wanted) / len(wanted)

    @property
    def voice(self) -> float:
        return sum(each.found.voice == each.label.voice for each in self.judged) / len(self.judged)

    @property
    def stance(self) -> float:
        wanted = [each for each in self.judged if each.label.stance]
        return sum(each.found.stance == each.label.stance for each in wanted) / len(wanted)

    def mismatches(self, trait: str) -> list[tuple[str, object, object]]:
        """Give report, wanted and found for each sentence whose labelled role or relay differs."""
        pairs = [
            (each.report.id, wanted, found_trait(each.found, trait))
            for each in self.judged
            if (wanted := getattr(each.label, trait)) is not None
        ]
        return [pair for pair in pairs if pair[1] != pair[2]]


def found_trait(found: Attribution, trait: str) -> object:
    return found.relay if trait == "relay" else found.speaker and found.speaker.role


def name_of(each: Judged) -> str | None:
    return each.found.speaker.name if each.found.speaker else None


def read_label(text: str) -> Label:
    parts = [part.strip() for part in text.split("|")]
    voice, speaker, stance, extra = [*parts, *[""] * (4 - len(parts))]
    traits = dict(piece.strip().split("=", 1) for piece in extra.split(";") if piece.strip())
    relay = tuple(name.strip() for name in traits["relay"].split(">")) if "relay" in traits else None
    return Label(voice, speaker if speaker not in ("", "null") else None, stance or None, traits.get("role"), relay)


def read_reports(name: str) -> list[tuple[Report, list[Label]]]:
    items = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return [
        (
            Report(item["id"], 1, item["id"], item["body"], publisher=item.get("publisher"), language=item["language"]),
            [read_label(label) for label in item["labels"]],
        )
        for item in items
    ]


def judge_reports(*names: str) -> Marks:
    judged = []
    for name in names:
        for report, labels in read_reports(name):
            found = attribute_report(report)
            assert len(found) == len(labels), f"{report.id}: {len(found)} sentences, {len(labels)} labels"
            judged += [Judged(report, label, each) for label, each in zip(labels, found, strict=True)]
    return Marks(judged)
