"""The signs for and against an answer: what the question and what was found for it have in common, and what not.

hits, question, reports | the best sentence and the best passages | figures by name
"""

import re
from collections.abc import Mapping, Sequence

from bot.answering.judging.contrasts import count_missing_degrees, has_opposite, is_negated
from bot.answering.judging.coverage import Word, Wording, is_name
from corpus.reports import Report
from index.late_interaction import Match
from index.searching import Hit

Reports = Mapping[tuple[str, int], Report]
Signs = dict[str, float]

READ = 3
"""In how many passages the names of the question are looked for."""

CLOSE = 0.8
"""A cosine from which on two names count as one."""

COMPARED = 10
"""Among how many passages the best sentence is held against the second best."""

FIRST = 5
"""How many passages are asked whether they are from the report of the first."""

UNBROKEN = re.compile(r"\S+")

LONG = 24
"""In words: a longer question has several clauses, and no one sentence says all of it."""


class BestSentence:
    """The sentence that matches best in a hit, its words, and how well it has each word of the question."""

    def __init__(self, hit: Hit, report: Report, question: Wording) -> None:
        span = hit.passage.sentences[hit.match.best_place]
        self.wording = Wording.of(report.body[span.start : span.end], report.language)
        self.lacking = tuple(word for word in question.words if not self.wording.has_nearly(word))
        self._match = hit.match

    def match_word(self, word: Word) -> float:
        """Give how well the sentence has a word, to 1; where a word has several tokens, by the least of them."""
        if self.wording.has(word):
            return 1.0
        own = (token.cosine for token in self._match.tokens if word.start <= token.start < word.end)
        return min(own, default=self._match.weakest)


def measure_signs(question: str, hits: Sequence[Hit], reports: Reports) -> Signs:
    """Give the signs of a search, by name; there must be a hit.

    Of the reports' match: `match` and `whole` are cosines of tokens (best sentence of all, whole of the first passage),
    `nearest` is that of the nearest passage's vector, `weakest` that of the content word that the sentence has least.
    Of the words: `unknown` is the share of the names that no passage read has, `names` how far the sentence is from
    having the others, `lacking` how many content words it does not have; `length` is in tens of words. The others are
    1 where something speaks against an answer: another figure, an opposite, a negation that only the question has, a
    question that is negated at all; `degrees` counts the “first”, “least” and the like that only the question has, and
    `is_long` is 1 for a question of several clauses. Of neither: `low` is the mean cosine of the third of the
    question's words that the best sentence has least, `ahead` how far that sentence is ahead of the second best, and
    `agree` the share of the first passages that are from the first one's report.
    """
    first = find_report(hits[0], reports)
    asked = Wording.of(question, first.language)
    best = BestSentence(hits[0], first, asked)
    content = [word for word in asked.words if not word.is_light]
    names = [word for place, word in enumerate(asked.words) if is_name(asked.words, place)]
    negated = is_negated(asked)
    return {
        "match": max(hit.match.best for hit in hits),
        "whole": hits[0].match.whole,
        "nearest": max(hit.similarity for hit in hits),
        "weakest": min((best.match_word(word) for word in content), default=1.0),
        "unknown": measure_unknown(names, hits[:READ], reports),
        "names": measure_distance(names, best, read_source(first)),
        "lacking": float(sum(word in best.lacking for word in content)),
        "figures": float(bool(best.wording.numbers) and any(word.text[0].isdigit() for word in best.lacking)),
        "negated": float(negated),
        "unmet_negation": float(negated and not is_negated(best.wording)),
        "opposite": float(has_opposite(asked, best.wording)),
        "degrees": float(count_missing_degrees(asked, best.wording)),
        "length": min(LONG, len(asked.words)) / 10,
        "is_long": float(len(asked.words) > LONG),
        "low": measure_low(question, hits[0].match),
        "ahead": measure_lead(hits[:COMPARED]),
        "agree": sum(hit.passage.report_id == first.id for hit in hits[:FIRST]) / len(hits[:FIRST]),
    }


def measure_low(question: str, match: Match) -> float:
    """Give the mean cosine of the third of a question's words that the best sentence has least."""
    words = [
        [token.cosine for token in match.tokens if found.start() <= token.start < found.end()]
        for found in UNBROKEN.finditer(question)
        if any(map(str.isalnum, found.group()))
    ]
    means = sorted(sum(own) / len(own) for own in words if own)
    least = means[: max(1, len(means) // 3)]
    return sum(least) / len(least) if least else match.weakest


def measure_lead(hits: Sequence[Hit]) -> float:
    """Give how far the best sentence of some hits is ahead of the second best; 0 where there is only one."""
    best = sorted((cosine for hit in hits for cosine in hit.match.sentences), reverse=True)
    return best[0] - best[1] if len(best) > 1 else 0.0


def measure_unknown(names: Sequence[Word], hits: Sequence[Hit], reports: Reports) -> float:
    """Give the share of names that none of the passages has, nor the details of its report."""
    texts = [read_passage(hit, find_report(hit, reports)) for hit in hits]
    unseen = [name for name in names if not any(name.folded in text.lower() for text in texts)]
    if not unseen:
        return 0.0
    known = Wording.of(" ".join(texts), find_report(hits[0], reports).language)
    return sum(not known.has_nearly(name) for name in unseen) / len(names)


def measure_distance(names: Sequence[Word], best: BestSentence, source: Wording) -> float:
    """Give how far the sentence is from having the names that neither it nor its report's details have."""
    return sum(
        max(0.0, CLOSE - best.match_word(name))
        for name in names
        if name in best.lacking and not source.has_nearly(name)
    )


def read_passage(hit: Hit, report: Report) -> str:
    """Give the text of a hit's passage behind the details of its report."""
    return " ".join((*list_details(report), report.body[hit.passage.start : hit.passage.end]))


def read_source(report: Report) -> Wording:
    """Give the words of a report's details."""
    return Wording.of(" ".join(list_details(report)), report.language)


def list_details(report: Report) -> list[str]:
    """Give a report's title, and who published and wrote it where that is known."""
    return [each for each in (report.title, report.publisher, report.author) if each]


def find_report(hit: Hit, reports: Reports) -> Report:
    """Give the report that a hit is from."""
    return reports[hit.passage.report_id, hit.passage.version]
