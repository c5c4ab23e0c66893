"""Which model is meant: nothing, the word “multilingual”, or a folder or name, with the prompts that it wants."""

from pathlib import Path

import pytest

from index.model_choice import ModelChoice, find_prompt

OWN = {"query": "q: ", "document": ""}
NONE = {"query": "", "document": ""}
E5 = {"query": "query: ", "passage": "passage: "}


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("", "all-MiniLM-L6-v2@53aa51172d14"),
        ("multilingual", "multilingual-e5-small@8a78a6f0d8d0"),
        ("some/model", "some/model"),
        ("./multilingual", "./multilingual"),
        ("intfloat/multilingual-e5-small", "intfloat/multilingual-e5-small, with prompts"),
    ],
)
def test_name_tells_models_apart(wanted, name):
    assert ModelChoice(wanted, Path("models")).name == name


@pytest.mark.parametrize(("wanted", "covered"), [("", ["en"]), ("multilingual", ["en", "fa", "other"])])
def test_the_multilingual_model_covers_every_language_and_the_packaged_one_english(wanted, covered):
    choice = ModelChoice(wanted, Path("models"))
    assert [language for language in ("en", "fa", "other") if choice.covers(language)] == covered


def test_the_multilingual_model_needs_a_folder():
    with pytest.raises(ValueError, match="needs a folder"):
        ModelChoice("multilingual")


@pytest.mark.parametrize(
    ("wanted", "prompts", "expected"),
    [
        ("intfloat/multilingual-e5-small", NONE, E5),
        ("/srv/models/e5-base-v2/", {}, E5),
        ("intfloat/e5-large", OWN, OWN),
        ("intfloat/multilingual-e5-large-instruct", NONE, NONE),
        ("some/model", NONE, NONE),
        ("multilingual", OWN, OWN),
        ("", NONE, NONE),
    ],
)
def test_models_of_the_e5_family_get_their_prompts_where_they_come_without(wanted, prompts, expected):
    assert ModelChoice(wanted, Path("models")).choose_prompts(prompts) == expected


@pytest.mark.parametrize(
    ("prompts", "expected"),
    [({}, ""), ({"query": "q: "}, ""), ({"document": "", "passage": "p: "}, "p: "), ({"document": "d: "}, "d: ")],
)
def test_the_prompt_for_passages_is_the_one_that_the_model_asks_for(prompts, expected):
    assert find_prompt(prompts, "document", "passage") == expected
