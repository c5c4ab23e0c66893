"""Which sentences a module says, read from its source: what the catalogues of translations are held against."""

import ast
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

SAYING = ("say", "Worded")
COUNTING = ("count", "Counted")


def list_sentences(name):
    """Give the sentences of a module; those that count are pairs of forms."""
    module = import_module(name)
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    said = list(find_literals(tree))
    if name.rpartition(".")[2] == "texts" or name.endswith("wording"):
        for constant in find_constants(tree):
            said += flatten(getattr(module, constant))
    return dict.fromkeys(said)


def find_constants(tree) -> Iterator[str]:
    """Give the public names in capitals that a module sets itself."""
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            for each in target.elts if isinstance(target, ast.Tuple) else [target]:
                if isinstance(each, ast.Name) and each.id.isupper() and not each.id.startswith("_"):
                    yield each.id


def find_literals(tree) -> Iterator[object]:
    """Give what is written out in calls that say or count something."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        texts = [each.value for each in node.args[:2] if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if called in SAYING and texts:
            yield texts[0]
        if called in COUNTING and len(texts) == 2:
            yield tuple(texts)


def flatten(value) -> Iterator[object]:
    """Give the sentences of a constant: itself, or those it holds; what has no letters is none."""
    if isinstance(value, str):
        if any(map(str.isalpha, value)):
            yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from flatten(each)
    elif isinstance(value, tuple) and is_counted(value):
        yield value
    elif isinstance(value, tuple | frozenset | list):
        for each in value:
            yield from flatten(each)


def is_counted(value):
    """Whether a tuple holds the two forms of a count."""
    return len(value) == 2 and all(isinstance(each, str) and "{count}" in each for each in value)
