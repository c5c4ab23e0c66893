"""What each sign weighs, by how question and reports were compared, and by whether they share a language.

    space of the match | shared language | judgement: are the reports on the subject? does the best sentence say it?

All weights are logistic regressions' over question sets; `python -m tests.fit_support` fits them again from any, and
`docs/decisions.md` has the figures. Signs made of words stand only where question and reports share a language: across
languages no word of a question is in the reports, which says nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.answering.judging.kinship import Kin
from index.calibration import Space

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The weights of both questions; without `said`, the subject alone decides."""

    subject: Weights
    said: Weights | None = None


AS_MADE = Judgement(
    {"intercept": -10.8, "match": 10.3, "nearest": 17.8, "unknown": -2.4},
    {
        "intercept": -0.64,
        "whole": -2.78,
        "nearest": 3.6,
        "weakest": 1.63,
        "names": -2.34,
        "figures": -2.55,
        "negated": -0.82,
        "unmet_negation": -1.94,
        "opposite": -1.68,
        "degrees": -0.5,
        "length": 0.31,
        "lacking": 0.2,
    },
)
"""For the packaged model and English: SQuAD 2.0 with the questions about our own samples, each counted twelve times.
The intercept lies where 13 % of SQuAD 2.0's answerable questions are refused."""

SPELLED = Judgement(
    {"intercept": -8.8, "whole": 20.0},
    {"intercept": -2.2, "whole": 3.5, "length": 0.75, "figures": -3.5, "weakest": 1.0},
)
"""For languages that the model does not cover: PersianQA, of whose answerable questions 2.5 % are refused."""

ON_SUBJECT: Weights = {"intercept": -13.7, "match": 19.32, "nearest": 21.91, "unknown": -4.42}
"""Within a language, for centred vectors: questions of six sets, against those of one asked of another's reports."""

IN_LATIN = Judgement(
    ON_SUBJECT,
    {
        "intercept": 0.03,
        "whole": -5.18,
        "nearest": 6.18,
        "weakest": 1.83,
        "names": -2.9,
        "figures": -1.78,
        "negated": -0.9,
        "unmet_negation": -1.9,
        "opposite": -1.52,
        "degrees": -0.29,
        "length": 0.41,
        "lacking": 0.17,
    },
)
"""As `AS_MADE`, with the answerable questions of XQuAD, and our own counted six times; 12 % are refused."""

IN_OTHER_LETTERS = Judgement(
    ON_SUBJECT, {"intercept": -4.55, "nearest": 2.01, "low": 6.53, "length": 1.24, "ahead": 8.06}
)
"""Where names have no capitals: PersianQA, of whose answerable questions 8 % are refused, half the Arabic XQuAD."""

ACROSS = Judgement(
    {
        "intercept": -5.4,
        "whole": 9.5,
        "alike": 9.0,
        "place": -0.32,
        "one_script": -1.5,
        "heard": 0.4,
        "met": 1.1,
        "unmet": -1.7,
        "tokens": 0.6,
    }
)
"""Across languages: XQuAD's pairs and our own questions in five languages, against questions about other things; 11 and
8 % of XQuAD's are refused. `tokens` is held at half of what was fitted, since letters without a meaning are many. No
set at hand has questions on a subject that reports in another language do not answer: that is not judged."""

CENTRED = {Kin.LATIN: IN_LATIN, Kin.OTHER_LETTERS: IN_OTHER_LETTERS, Kin.ACROSS: ACROSS}


def find_judgement(space: Space, kin: Kin) -> Judgement:
    """Give the judgement for a match made in this space between a question and reports of this kin."""
    if space is Space.CENTRED:
        return CENTRED[kin]
    return AS_MADE if space is Space.AS_MADE else SPELLED
