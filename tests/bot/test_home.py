"""The data folder: one holder at a time, and none after a kill -9."""

import os
import signal
import stat
import subprocess
import sys
import threading
import time

import pytest

from bot.errors import HomeError, HomeInUseError
from bot.home import Home, find_models
from corpus.database import Database

HOLD = """
import sys, time
from pathlib import Path
from bot.home import Home
with Home(Path(sys.argv[1])).hold():
    print("held", flush=True)
    sys.stdin.readline()
"""
FORK_WHILE_HOLDING = """
import os, sys, time
from pathlib import Path
from bot.home import Home
with Home(Path(sys.argv[1])).hold():
    if os.fork() == 0:
        print("held", flush=True)
        time.sleep(20)
        os._exit(0)
    time.sleep(60)
"""


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "deep" / "home")


def start_holder(home: Home, code: str = HOLD) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, home.path]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "held\n"
    return child


def test_the_folder_is_made_for_its_owner_alone(home):
    home.make()
    assert stat.S_IMODE(home.path.stat().st_mode) == 0o700
    home.make()


def test_a_folder_that_was_there_keeps_its_permissions(tmp_path):
    tmp_path.chmod(0o750)
    Home(tmp_path).make()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o750


def test_everything_lies_inside_the_folder(home):
    for path in (home.database_file, home.originals, home.chroma, home.models, home.address, home.lock):
        assert path.parent == home.path


@pytest.mark.parametrize("name", ["plain", "with space", "50%20 off", "what? #1", "خانه"])
def test_the_database_can_be_opened_whatever_the_folder_is_called(tmp_path, name):
    home = Home(tmp_path / name).make()
    database = Database(home.database_url)
    with database.reading() as connection:
        connection.exec_driver_sql("SELECT 1")
    database.close()
    assert home.database_file.exists()


def test_a_second_holder_is_told_who_holds_it(home):
    child = start_holder(home)
    with pytest.raises(HomeInUseError, match=f"process {child.pid} ") as caught, home.hold():
        pass
    assert "\n" not in str(caught.value)
    child.communicate("end\n")
    with home.hold():
        pass


def test_waiting_for_the_lock_ends_when_it_is_given_up(home):
    child = start_holder(home)
    threading.Timer(0.5, child.communicate, ["end\n"]).start()
    with home.hold(timeout_s=20):
        assert child.wait(5) == 0
        assert home.find_holder().startswith(f"process {os.getpid()} ")


def test_waiting_for_the_lock_ends_when_its_time_is_over(home):
    start = time.monotonic()
    with home.hold(), pytest.raises(HomeInUseError), home.hold(timeout_s=0.3):
        pass
    assert 0.3 <= time.monotonic() - start < 3


@pytest.mark.parametrize("code", [HOLD, FORK_WHILE_HOLDING], ids=["alone", "with a child"])
def test_a_killed_holder_holds_nothing(home, code):
    child = start_holder(home, code)
    child.send_signal(signal.SIGKILL)
    child.wait()
    with home.hold():
        pass
    child.stdin.close()
    child.stdout.close()


def test_the_lock_is_given_back_after_an_error(home):
    with pytest.raises(ZeroDivisionError), home.hold():
        raise ZeroDivisionError
    with home.hold():
        pass


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")
    for path in (tmp_path / "file", tmp_path / "file" / "home"):
        with pytest.raises(HomeError, match="set ONRECORD_HOME to another folder"), Home(path).hold():
            pass


def test_made_models_lie_in_the_cache_of_the_user_unless_told_otherwise(home, tmp_path, monkeypatch):
    monkeypatch.setattr("bot.home.user_cache_path", lambda *_, **__: tmp_path / "cache")
    assert find_models(home, tmp_path / "set") == tmp_path / "set"
    assert find_models(home, None) == tmp_path / "cache" / "models"
    (tmp_path / "cache").touch()  # no folder can be made there
    assert find_models(home, None) == home.models
    (tmp_path / "cache").unlink()
    home.models.mkdir(parents=True)
    assert find_models(home, None) == home.models
