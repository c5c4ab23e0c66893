"""Which model is meant: nothing, the word “multilingual”, or a folder or name, with the prompts that it wants."""

from pathlib import Path

import pytest

from index.model_choice import ModelChoice, find_choice, find_prompt

OWN = {"query": "q: ", "document": ""}
NONE = {"query": "", "document": ""}
E5 = {"query": "query: ", "passage": "passage: "}


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("light", "all-MiniLM-L6-v2@53aa51172d14"),
        ("multilingual", "multilingual-e5-small@8a78a6f0d8d0"),
        ("some/model", "some/model"),
        ("./multilingual", "./multilingual"),
        ("intfloat/multilingual-e5-small", "intfloat/multilingual-e5-small, with prompts"),
    ],
)
def test_name_tells_models_apart(wanted, name):
    assert ModelChoice(wanted, Path("models")).name == name


@pytest.mark.parametrize(("wanted", "covered"), [("light", ["en"]), ("multilingual", ["en", "fa", "other"])])
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
        ("light", NONE, NONE),
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


@pytest.mark.parametrize("wanted", ["light", "multilingual", "some/model", "intfloat/multilingual-e5-small"])
def test_a_choice_is_found_by_its_name(wanted):
    assert find_choice(ModelChoice(wanted, Path("models")).name, Path("models")).meant == wanted


def test_a_folder_with_another_model_in_it_has_another_name_and_is_not_found_by_the_former(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"a" * 3_000_000)
    former = ModelChoice(str(tmp_path)).name
    assert find_choice(former, tmp_path) == ModelChoice(str(tmp_path), tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"a" * 1_500_000 + b"b" * 1_500_000)
    assert ModelChoice(str(tmp_path)).name != former
    assert find_choice(former, tmp_path) is None


def test_the_light_model_stands_in_where_the_default_cannot_be_had(tmp_path, monkeypatch):
    assert ModelChoice("", tmp_path).meant == "multilingual"
    monkeypatch.setattr("index.weight_packages.importlib.util.find_spec", lambda name: None)
    assert (ModelChoice("", tmp_path).meant, ModelChoice("", tmp_path).falls_back) == ("light", True)
    assert ModelChoice("light").falls_back is False
    (tmp_path / "multilingual-e5-small").mkdir()
    assert ModelChoice("", tmp_path).meant == "multilingual"
