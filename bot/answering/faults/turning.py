"""Sentences turned round: a negation lost or added, an opposite put for a word, who and whom changed about.

Found by the words that statement and quotations share. What is said in other words is left to the measure of meaning.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.answering.faults.ground import Ground
from bot.answering.faults.reading import Word, list_stems, read_words, stem
from bot.answering.lookups.given_wording import NEGATION
from corpus.abbreviations import list_words
from corpus.worded import Worded

LOST_NEGATION = Worded("it leaves out or adds a “not”")
OPPOSITE = Worded("it says the opposite of its quotations")
TURNED_ROUND = Worded("it changes who did what to whom")

NEGATORS = list_words("not no never none nobody nothing neither nor without cannot hardly barely scarcely")
DENIALS = list_words(
    "deny denies denied denying denial reject rejects rejected rejecting refute refutes refuted fail fails failed "
    "failing failure refuse refuses refused refusing refusal decline declines declined declining unable lack lacks "
    "lacked lacking false untrue stop stopped prevent prevented prevents avoid avoided avoids rule ruled"
)
PREFIXES = ("un", "non", "in", "im", "ir", "dis")
LEAST_PREFIXED = 4
HARMLESS_AFTER = list_words("only just merely least doubt")
LESSENING = list_words("only few little against")
REACHING = list_words(
    "that who whom whose which whether if how what when where why because or nor either to as than "
    "on in at by of for with from about after before during since until over under into through against between"
)
"""How clauses begin in which a negation before them still counts; a new main clause is on its own."""

SCOPE = 4
"""How many words a negation may stand before the word that it turns round."""

OPPOSITES = """\
kill killed dead died die dies death deaths fatal fatally / injured injuries injury wounded hurt survived survive
increase increased rise rose risen raise raised grew grown higher / decrease decreased fall fell fallen reduced lower
win won wins winner victory / lose lost loses loser defeat defeated
before earlier / after later
open opened opens / close closed closes shut
accept accepted accepts approve approved support supported / reject rejected rejects oppose opposed refused
admit admitted admits confirm confirmed confirms acknowledge acknowledged / deny denied denies denying
guilty convicted / innocent acquitted cleared
arrested detained jailed imprisoned / released freed
safe / unsafe dangerous
true genuine / false fake forged untrue
all every everyone everybody always / some most few partly sometimes
north northern / south southern
east eastern / west western
upstream / downstream
import imports imported / export exports exported
legal lawful / illegal unlawful
buy bought / sell sold
begin began begun start started / ended finish finished
arrive arrived / leave left departed
success succeed succeeded successful / failure fail failed
minimum least / maximum most
majority / minority
day daily / night nightly
old older / new newer
above / below
hot warm / cold cool
father son brother husband / mother daughter sister wife
man men male / woman women female
inside indoors / outside outdoors
public / private secret
push pushed / pull pulled
empty / full
wet / dry
tighten tightened / loosen loosened
repair repaired mended / damaged broken
"""
"""One pair a line: words of which a quotation has one side and a statement may not have the other alone."""

OPPOSED = [
    (list_words(one), list_words(other))
    for line in OPPOSITES.splitlines()
    for one, other in (line.split(" / "), line.split(" / ")[::-1])
]
TELLING = frozenset(
    stem(word)
    for word in list_words(
        "add answer announce argue comment complain conclude declare explain insist maintain mention note remark reply "
        "report say state tell write deny confirm claim believe think admit"
    )
)
"""Verbs that stand before or after the speaker alike, so that order tells nothing about them."""

DETERMINERS = list_words("a an the his her its their this that these those no some any each every")
BEING = list_words("is are was were be been being get gets got")


def find_turn_fault(statement: str, ground: Ground) -> str | None:
    """Say in which way the statement turns its quotations round, or None."""
    words = read_words(statement)
    if loses_negation(statement, words, ground):
        return LOST_NEGATION
    if says_opposite(words, ground):
        return OPPOSITE
    return TURNED_ROUND if changes_roles(words, ground) else None


def loses_negation(statement: str, words: Sequence[Word], ground: Ground) -> bool:
    """Whether a “not” was left out, put in, or set to another word."""
    stated = find_negated(words)
    cited = [(quotation, find_negated(quotation)) for quotation in ground.words]
    if any(is_foreign(head, cited) for head in list_heads(words, stated)):
        return True
    if any(is_foreign(head, [(words, stated)]) for quoted, negated in cited for head in list_heads(quoted, negated)):
        return True
    if any(drops_prefix(words, quoted) or drops_prefix(quoted, words) for quoted in ground.words):
        return True
    quoted = [word for quotation in ground.words for word in quotation]
    denied = any(negated for _, negated in cited) or has_prefixed(quoted, words)
    if stated and not denied and not any(NEGATION.search(text.lower()) for text in ground.texts):
        return True
    turned = stated or has_prefixed(words, quoted)
    return not turned and any(is_nearest_negated(words, *each) for each in cited)


def find_negated(words: Sequence[Word]) -> list[int]:
    """Give the places of the negations; two close together in one clause undo each other."""
    found = [at for at, word in enumerate(words) if is_negation(word, words[at + 1 : at + 2])]
    undone: set[int] = set()
    for one, other in pairwise(found):
        if other - one <= SCOPE and words[one].clause == words[other].clause and one not in undone:
            undone |= {one, other}
    return [at for at in found if at not in undone]


def is_negation(word: Word, following: Sequence[Word]) -> bool:
    """Whether a word turns round what follows it."""
    if word.text in NEGATORS or word.text.endswith("n't"):
        return not following or (following[0].text not in HARMLESS_AFTER and not following[0].text[0].isdigit())
    if word.text in ("rule", "ruled"):
        return bool(following) and following[0].text == "out"
    return word.text in DENIALS


def list_heads(words: Sequence[Word], negated: Sequence[int]) -> Iterator[Word]:
    """Give the word that each negation turns round: the next one in its sentence that says something."""
    for at in negated:
        near = [word for word in words[at + 1 : at + 1 + SCOPE] if word.sentence == words[at].sentence]
        yield from [word for word in near if word.is_content and not word.text.endswith("ly")][:1]


def is_foreign(head: Word, texts: Sequence[tuple[Sequence[Word], Sequence[int]]]) -> bool:
    """Whether the other texts have the word that is negated here, and nowhere negated."""
    uses = [(words, negated, word) for words, negated in texts for word in words if is_use(word, head)]
    return bool(uses) and not any(is_covered(words, negated, word, head) for words, negated, word in uses)


def is_use(word: Word, head: Word) -> bool:
    """Whether a word is another's, with or without a prefix that negates it."""
    return word.stem == head.stem or any(word.text == prefix + head.text for prefix in PREFIXES)


def is_covered(words: Sequence[Word], negated: Sequence[int], word: Word, head: Word) -> bool:
    """Whether a word stands negated: by a prefix, with a negation in its clause, or with one that reaches it."""
    if word.stem != head.stem:
        return True
    inside = [words[at] for at in negated if words[at].sentence == word.sentence]
    return any(each.clause == word.clause or reaches(words, each, word) for each in inside)


def reaches(words: Sequence[Word], negation: Word, word: Word) -> bool:
    """Whether a negation goes on to a word behind its clause: “denied that …, or that …”, not “…, and …”."""
    if word.start < negation.start:
        return False
    openings: dict[int, list[Word]] = {}
    for each in words:
        if negation.clause < each.clause <= word.clause:
            openings.setdefault(each.clause, []).append(each)
    return all(
        inside[0].text in REACHING or (len(inside) == 1 and clause < word.clause) for clause, inside in openings.items()
    )


def drops_prefix(words: Sequence[Word], others: Sequence[Word]) -> bool:
    """Whether a word of the one text stands in the other with “un” before it only, and is negated in neither."""
    texts, other_texts = {word.text for word in words}, {word.text for word in others}
    if find_negated(words) or find_negated(others):
        return False
    return any(
        prefix + word in other_texts - texts and word not in other_texts
        for word in texts
        for prefix in PREFIXES
        if len(word) >= LEAST_PREFIXED
    )


def has_prefixed(words: Sequence[Word], others: Sequence[Word]) -> bool:
    """Whether a text says no in another way: “only”, “few”, or “unchanged” where the other text has “change”."""
    stems = {word.stem for word in others}
    cut = (word.stem.removeprefix(each) for word in words for each in PREFIXES if word.text.startswith(each))
    return any(word.text in LESSENING for word in words) or any(form in stems for form in cut)


def is_nearest_negated(words: Sequence[Word], quoted: Sequence[Word], negated: Sequence[int]) -> bool:
    """Whether the clause that shares most with a statement without a negation has one before what is shared."""
    stated = list_stems(tuple(words))
    clauses: dict[int, list[Word]] = {}
    for word in quoted:
        clauses.setdefault(word.clause, []).append(word)
    shared = {clause: {word.stem for word in inside if word.stem in stated} for clause, inside in clauses.items()}
    best = max(shared.values(), key=len, default=set())
    turned = {quoted[at].clause for at in negated}
    return len(best) >= 2 and any(len(found) == len(best) for clause, found in shared.items() if clause in turned)


def says_opposite(words: Sequence[Word], ground: Ground) -> bool:
    """Whether the statement has one side of a pair of opposites and the quotations only the other."""
    stated = {word.text for word in words}
    quoted = {word.text for quotation in ground.words for word in quotation}
    pairs = [(one, other) for one, other in OPPOSED if stated & one - other and quoted & other]
    return any(
        not stated & other
        and not quoted & one
        and list_signs(words, one) & {sign for quotation in ground.words for sign in list_signs(quotation, other)}
        for one, other in pairs
    )


def list_signs(words: Sequence[Word], wanted: frozenset[str]) -> set[bool]:
    """Give whether the sentences that have one of these words are negated."""
    negated = {words[at].sentence for at in find_negated(words)}
    return {word.sentence in negated for word in words if word.text in wanted}


def changes_roles(words: Sequence[Word], ground: Ground) -> bool:
    """Whether the words on either side of a shared verb have changed about, or a name stands before another's verb."""
    changed = any(
        is_changed_about(before, verb, after, words, quotation)
        for before, verb, after in list_triples(words)
        for quotation in ground.words
    )
    quoted = [(quotation, word) for quotation in ground.words for word in quotation if not is_noun(quotation, word)]
    return changed or any(
        is_done_by_others(name, verb, words, [each for each in quoted if each[1].stem == verb.stem])
        for name, verb in list_doers(words)
    )


def list_triples(words: Sequence[Word]) -> Iterator[tuple[Word, Word, Word]]:
    """Give each word that says something with the ones before and after it in its clause."""
    content = [word for word in words if word.is_content]
    for before, verb, after in zip(content, content[1:], content[2:], strict=False):
        if before.clause == after.clause and not verb.capital and verb.stem not in TELLING:
            yield before, verb, after


def list_doers(words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """Give each word of a name with the next word in its clause that says something and is no name."""
    content = [word for word in words if word.is_content]
    for at, word in enumerate(content):
        following = next((each for each in content[at + 1 :] if not each.capital), None)
        is_near = following is not None and following.clause == word.clause and following.stem not in TELLING
        if following is not None and word.capital and not word.opens and is_near and not following.text[0].isdigit():
            yield word, following


def is_done_by_others(
    name: Word, verb: Word, words: Sequence[Word], uses: Sequence[tuple[Sequence[Word], Word]]
) -> bool:
    """Whether the quotations have this verb, each time behind other names of its clause and not behind this one."""
    doers = [list_names_before(quotation, use) for quotation, use in uses]
    if not doers or not all(doers) or any(name.stem in names for names in doers):
        return False
    passive = is_passive(words, verb)
    return all(is_passive(quotation, use) == passive for quotation, use in uses)


def list_names_before(quotation: Sequence[Word], use: Word) -> set[str]:
    """Give the stems of the names before a word in its clause."""
    return {
        word.stem
        for word in quotation
        if word.clause == use.clause and word.start < use.start and word.capital and word.is_content
    }


def is_changed_about(before: Word, verb: Word, after: Word, words: Sequence[Word], quotation: Sequence[Word]) -> bool:
    """Whether a sentence of the quotation has the three in the other order, and neither says so by its voice."""
    for word in quotation:
        if word.stem != verb.stem or is_noun(quotation, word):
            continue
        inside = [other for other in quotation if other.sentence == word.sentence]
        lead = {other.stem for other in inside if other.start < word.start}
        rest = {other.stem for other in inside if other.start > word.start}
        turned = before.stem in rest - lead and after.stem in lead - rest
        if turned and is_passive(words, verb) == is_passive(quotation, word):
            return True
    return False


def is_noun(words: Sequence[Word], word: Word) -> bool:
    """Whether an article or the like stands right before a word."""
    at = words.index(word)
    return at > 0 and words[at - 1].text in DETERMINERS


def is_passive(words: Sequence[Word], verb: Word) -> bool:
    """Whether a verb is in the passive, as far as the words around it tell."""
    at = words.index(verb)
    before = [word.text for word in words[max(0, at - 3) : at] if word.sentence == verb.sentence]
    after = [word.text for word in words[at + 1 : at + 4] if word.sentence == verb.sentence]
    return "by" in after or any(word in BEING for word in before)
