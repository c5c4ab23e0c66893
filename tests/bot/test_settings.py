"""Settings come from the environment and `.env`, are checked, and name the cure when they make no sense."""

from pathlib import Path

import pytest

from bot.answering.language_model import DEFAULT_BASE_URL, DEFAULT_SECONDS
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
    assert settings.fetch_ports == frozenset()
    assert settings.onrecord_home.is_absolute()
    assert settings.onrecord_home.name == "onrecord"
    assert settings.chroma_url is None
    assert settings.embedding_model == ""
    assert settings.openai_api_key is None
    assert (settings.openai_base_url, settings.openai_model) == (DEFAULT_BASE_URL, "")
    assert settings.openai_timeout == DEFAULT_SECONDS
    assert (settings.openai_tokens_a_day, settings.openai_tokens_a_day_each) == (1_000_000, 50_000)
    assert (settings.questions_an_hour_each, settings.questions_a_day_each) == (60, 300)
    assert (settings.questions_an_hour_in_group, settings.questions_a_day_in_group) == (120, 600)
    assert settings.questions_waiting_each == 3


def test_ports_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FETCH_PORTS", "8080, 8443 65535")
    assert load_settings().fetch_ports == {8080, 8443, 65535}


def test_pages_are_shown_to_this_machine_alone_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (load_settings().metrics_port, load_settings().metrics_address) == (None, "127.0.0.1")
    monkeypatch.setenv("METRICS_PORT", "9090")
    monkeypatch.setenv("METRICS_ADDRESS", "0.0.0.0")  # noqa: S104
    assert (load_settings().metrics_port, load_settings().metrics_address) == (9090, "0.0.0.0")  # noqa: S104


@pytest.mark.parametrize(("text", "texts"), [("yes", True), ("No", False), ("TRUE", True), ("", False)])
def test_logs_have_nobodys_words_unless_asked_for(monkeypatch: pytest.MonkeyPatch, text: str, *, texts: bool) -> None:
    monkeypatch.setenv("LOG_FORM", "JSON")
    monkeypatch.setenv("LOG_TEXTS", text)
    assert (load_settings().log_form, load_settings().log_texts) == ("json", texts)


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


def test_empty_environment_takes_back_what_the_file_sets(
    monkeypatch: pytest.MonkeyPatch, bare_environment: Path
) -> None:
    (bare_environment / ".env").write_text("OPENAI_API_KEY=sk-of-somebody\nOPENAI_MODEL=\n", encoding="utf-8")
    assert load_settings().get_openai_key() == "sk-of-somebody"
    monkeypatch.setenv("OPENAI_API_KEY", "")
    assert load_settings().get_openai_key() == ""


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
    ("text", "access"), [("open", "open"), ("Invited", "invited"), ("INVITED", "invited"), ("", "open")]
)
def test_access_is_read(monkeypatch: pytest.MonkeyPatch, text: str, access: str) -> None:
    monkeypatch.setenv("ACCESS", text)
    assert load_settings().access == access


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        pytest.param("ADMIN_IDS", "12,@bob", "“@bob” is none", id="admin-name"),
        pytest.param("ADMIN_IDS", "0", "“0” is none", id="admin-zero"),
        pytest.param("ADMIN_IDS", "-100123", "“-100123” is none", id="admin-group"),
        pytest.param("ADMIN_IDS", "[1, 2]", "“[1” is none", id="admin-json"),
        pytest.param("ADMIN_IDS", "१२", "“१२” is none", id="admin-other-digits"),
        pytest.param("ACCESS", "everyone", "open (everybody may ask) or invited, not “everyone”", id="access-other"),
        pytest.param("CHROMA_URL", "chroma:8000", "http://", id="chroma-without-scheme"),
        pytest.param("TELEGRAM_API_URL", "ftp://example.org", "http://", id="api-other-scheme"),
        pytest.param("WEBHOOK_URL", "https://bot.example/hook", "without WEBHOOK_SECRET", id="webhook-without-secret"),
        pytest.param("WEBHOOK_URL", "bot.example", "http://", id="webhook-without-scheme"),
        pytest.param("WEBHOOK_SECRET", "two words", "1 to 256 letters", id="webhook-secret-with-a-space"),
        pytest.param("WEBHOOK_SECRET", "a" * 257, "1 to 256 letters", id="webhook-secret-too-long"),
        pytest.param("WEBHOOK_PORT", "0", "number of a port, such as 8443, not “0”", id="webhook-port-none"),
        pytest.param("WEBHOOK_PORT", "65536", "number of a port", id="webhook-port-too-high"),
        pytest.param("OPENAI_API_KEY", "sk-1 sk-2", "copy it anew", id="key-with-a-space"),
        pytest.param("OPENAI_API_KEY", "“sk-1”", "copy it anew", id="key-in-curly-marks"),
        pytest.param("OPENAI_BASE_URL", "localhost:8080", "such as https://", id="endpoint-without-scheme"),
        pytest.param("OPENAI_BASE_URL", "http://me:pw@host/v1", "without a user", id="endpoint-with-user"),
        pytest.param("OPENAI_BASE_URL", "http://host/v1?key=1", "without a user", id="endpoint-with-query"),
        pytest.param("OPENAI_BASE_URL", "http://host:99999/v1", "such as https://", id="endpoint-with-no-such-port"),
        pytest.param("OPENAI_BASE_URL", "http://[::1/v1", "such as https://", id="endpoint-with-half-a-bracket"),
        pytest.param("OPENAI_BASE_URL", "http://ho st/v1", "such as https://", id="endpoint-with-a-space"),
        pytest.param("OPENAI_TIMEOUT", "soon", "from 1 to 60, not “soon”", id="timeout-word"),
        pytest.param("OPENAI_TIMEOUT", "0.5", "from 1 to 60, not “0.5”", id="timeout-short"),
        pytest.param("OPENAI_TIMEOUT", "61", "from 1 to 60, not “61”", id="timeout-long"),
        pytest.param("OPENAI_TIMEOUT", "nan", "from 1 to 60, not “nan”", id="timeout-no-number"),
        pytest.param("FETCH_PORTS", "8080, 0", "“0” is none", id="port-none"),
        pytest.param("FETCH_PORTS", "65536", "numbers of ports", id="port-too-high"),
        pytest.param("FETCH_PORTS", "http", "numbers of ports", id="port-in-words"),
        pytest.param("OPENAI_TOKENS_A_DAY", "0", "from 1 on", id="tokens-none"),
        pytest.param("OPENAI_TOKENS_A_DAY", "1e6", "from 1 on", id="tokens-in-science"),
        pytest.param("OPENAI_TOKENS_A_DAY_EACH", "-5", "from 1 on", id="tokens-below-none"),
        pytest.param("QUESTIONS_AN_HOUR_EACH", "-1", "or 0 for no limit, not “-1”", id="limit-below-none"),
        pytest.param("QUESTIONS_A_DAY_IN_GROUP", "1/h", "such as 60, or 0", id="limit-in-words"),
        pytest.param("QUESTIONS_WAITING_EACH", "101", "from 0 to 100, not “101”", id="waiting-too-many"),
        pytest.param("OPENAI_MODEL", "gpt-4.1-mini", "is set without OPENAI_API_KEY", id="model-without-key"),
        pytest.param("LOG_LEVEL", "loud", "debug, info, warning and error", id="log-level"),
        pytest.param("LOG_FORM", "xml", "lines (for people) or json", id="log-form"),
        pytest.param("TRANSLATE", "maybe", "on or off, not “maybe”", id="translate"),
        pytest.param("LOG_TEXTS", "perhaps", "yes or no, not “perhaps”", id="log-texts"),
        pytest.param("METRICS_PORT", "0", "such as 9090, or empty for none", id="metrics-port-none"),
        pytest.param("METRICS_PORT", "70000", "number of a port", id="metrics-port-too-high"),
        pytest.param("METRICS_PORT", "127.0.0.1:9090", "number of a port", id="metrics-port-with-address"),
        pytest.param("METRICS_ADDRESS", "everywhere", "such as 127.0.0.1", id="metrics-address-word"),
        pytest.param("METRICS_ADDRESS", "127.1", "such as 127.0.0.1", id="metrics-address-short"),
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


@pytest.mark.parametrize("url", ["http://bot.example", "https://bot.example:5000", "https://bot.example:x"])
def test_address_to_which_telegram_brings_nothing_is_one_sentence(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("WEBHOOK_URL", url)
    monkeypatch.setenv("WEBHOOK_SECRET", "s3cret")
    with pytest.raises(SettingsError, match=r"^WEBHOOK_URL must start with https://.*name port 443, 80, 88, 8443"):
        load_settings()
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:8081")
    assert load_settings().webhook_url == url


def test_webhook_is_read_and_its_secret_not_shown_by_accident(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example:8443/hook")
    monkeypatch.setenv("WEBHOOK_SECRET", "s3cret")
    monkeypatch.setenv("WEBHOOK_LISTEN", "127.0.0.2")
    monkeypatch.setenv("WEBHOOK_PORT", "8080")
    settings = load_settings()
    assert (settings.webhook_url, settings.webhook_listen, settings.webhook_port) == (
        "https://bot.example:8443/hook",
        "127.0.0.2",
        8080,
    )
    assert "s3cret" not in repr(settings)


def test_file_in_another_encoding_is_one_sentence(bare_environment: Path) -> None:
    (bare_environment / ".env").write_bytes("TELEGRAM_TOKEN=ключ".encode("cp1251"))
    with pytest.raises(SettingsError, match=r"\.env is not UTF-8"):
        load_settings()


def test_missing_token_names_the_cure() -> None:
    with pytest.raises(SettingsError, match="TELEGRAM_TOKEN is not set: get a token from @BotFather"):
        load_settings().get_token()


def test_token_is_not_shown_by_accident(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "123:s3cret")
    settings = load_settings()
    assert settings.get_token() == "123:s3cret"
    assert "s3cret" not in repr(settings)


def test_model_of_a_server_that_asks_for_no_key_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:8080/v1/")
    monkeypatch.setenv("OPENAI_MODEL", "phi")
    settings = load_settings()
    assert settings.openai_base_url == "http://127.0.0.1:8080/v1"
    assert settings.openai_api_key is None


def test_key_is_not_shown_by_accident(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    assert "sk-secret" not in repr(load_settings())
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret copied badly")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "sk-secret" not in str(caught.value)


@pytest.mark.parametrize(("text", "seconds"), [("1", 1.0), ("2.5", 2.5), ("60", 60.0)])
def test_timeout_is_read(monkeypatch: pytest.MonkeyPatch, text: str, seconds: float) -> None:
    monkeypatch.setenv("OPENAI_TIMEOUT", text)
    assert load_settings().openai_timeout == seconds


@pytest.mark.parametrize(("text", "translate"), [("on", True), ("OFF", False), ("", True)])
def test_translating_is_turned_off_by_a_word(monkeypatch, text, translate):
    monkeypatch.setenv("TRANSLATE", text)
    assert load_settings().translate is translate
