"""Settings come from the environment and `.env`, are checked, and name the cure when they make no sense."""

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A working folder of its own, and none of our settings in the environment."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_everything_has_a_default() -> None:
    settings = load_settings()
    assert settings.telegram_token is None
    assert settings.admin_ids == frozenset()
    assert settings.onrecord_home.is_absolute()
    assert settings.onrecord_home.name == "onrecord"
    assert settings.chroma_url is None
    assert settings.embedding_model == ""


def test_environment_wins_over_file(monkeypatch: pytest.MonkeyPatch, bare_environment: Path) -> None:
    (bare_environment / ".env").write_text("LOG_LEVEL=error\nADMIN_IDS=7\n", encoding="utf-8")
    monkeypatch.setenv("LOG_LEVEL", "debug")
    settings = load_settings()
    assert settings.log_level == "DEBUG"
    assert settings.admin_ids == {7}


def test_nothing_is_read_on_import_or_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().chroma_url is None
    monkeypatch.setenv("CHROMA_URL", "http://chroma.example:8000/")
    assert load_settings().chroma_url == "http://chroma.example:8000"


def test_empty_setting_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.setenv(name.upper(), "")
    assert load_settings() == Settings(_env_file=None)


def test_home_may_start_with_a_tilde(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("ONRECORD_HOME", "~/shelf")
    assert load_settings().onrecord_home == tmp_path / "shelf"


def test_relative_home_is_made_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ONRECORD_HOME", "shelf")
    assert load_settings().onrecord_home == tmp_path / "shelf"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        pytest.param("12345", {12345}, id="one"),
        pytest.param("1,2, 3", {1, 2, 3}, id="commas"),
        pytest.param(" 1 2\n3 ", {1, 2, 3}, id="spaces"),
        pytest.param("4,,4,", {4}, id="twice-and-trailing"),
    ],
)
def test_admin_ids_are_read(monkeypatch: pytest.MonkeyPatch, text: str, ids: set[int]) -> None:
    monkeypatch.setenv("ADMIN_IDS", text)
    assert load_settings().admin_ids == ids


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        pytest.param("ADMIN_IDS", "12,@bob", "“@bob” is none", id="admin-name"),
        pytest.param("ADMIN_IDS", "0", "“0” is none", id="admin-zero"),
        pytest.param("ADMIN_IDS", "-100123", "“-100123” is none", id="admin-group"),
        pytest.param("ADMIN_IDS", "[1, 2]", "“[1” is none", id="admin-json"),
        pytest.param("ADMIN_IDS", "१२", "“१२” is none", id="admin-other-digits"),
        pytest.param("CHROMA_URL", "chroma:8000", "http://", id="chroma-without-scheme"),
        pytest.param("TELEGRAM_API_URL", "ftp://example.org", "http://", id="api-other-scheme"),
        pytest.param("LOG_LEVEL", "loud", "debug, info, warning and error", id="log-level"),
    ],
)
def test_senseless_setting_is_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    message = str(caught.value)
    assert message.startswith(f"{name} ")
    assert words in message
    assert message.count("\n") == 0
    assert message.endswith(".")


def test_file_in_another_encoding_is_one_sentence(bare_environment: Path) -> None:
    (bare_environment / ".env").write_bytes("TELEGRAM_TOKEN=ключ".encode("cp1251"))
    with pytest.raises(SettingsError, match=r"\.env is not UTF-8"):
        load_settings()


def test_missing_token_names_the_cure() -> None:
    with pytest.raises(SettingsError, match="TELEGRAM_TOKEN is not set: get a token from @BotFather"):
        load_settings().get_token()


def test_token_is_not_shown_by_accident(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "123:secret")
    settings = load_settings()
    assert settings.get_token() == "123:secret"
    assert "secret" not in repr(settings)
