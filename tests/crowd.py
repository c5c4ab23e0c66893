"""A crowd of people in private chats who ask the scripted bot about its fillers, and what they got.

    python -m tests.crowd [--people 200] [--each 5] [--kills 2]      a rush in which everything goes wrong
    python -m tests.crowd --memory 10000                             whether the bot grows
    python -m tests.crowd --memory 2000 --real                       the same with real answers from the samples

What came is read from the calls that the server carried out, and checked at the end against what stands in the chats.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import quantiles

from tests.bot.command import ROOT, SAMPLES, Command
from tests.bot_process import COMMAND as SERVE
from tests.bot_process import BotProcess
from tests.telegram_server import Call, Message, TelegramServer, broken, dropped, flooded

COMMAND = (sys.executable, "-m", "tests.bot.scripted_chat")
FILLERS = (0, 2, 3, 4, 5, 6, 7, 8, 9)
"""Those whose names are not the beginnings of others' names."""

PATIENCE_S, LOOK_S = 900.0, 0.1
AT_ONCE = 25
SHOWING = ("sendMessage", "editMessageText")
TROUBLE = (
    flooded(1), flooded(1), broken(502), broken(500, "Internal Server Error").after_effect(),
    dropped(), dropped().after_effect(),
)  # fmt: skip
CHANCE = 0.005
"""Of each of the six: 1 % of 429, of 5xx and of dropped connections, half of those after the call was carried out."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a crowd went through: seconds from a question to its answer, and what else stands in the chats."""

    waits: Sequence[float]
    seconds: float
    failed_calls: int
    calls: int
    busiest_second: int
    strays: int

    def describe(self) -> str:
        """Show it in two lines."""
        cuts = quantiles(self.waits, n=100)
        return (
            f"{len(self.waits)} questions answered once each, in order, in {self.seconds:.0f} s: "
            f"p50 {cuts[49]:.1f} s, p95 {cuts[94]:.1f} s, most {max(self.waits):.1f} s;\n"
            f"{self.calls} calls, {self.failed_calls} of them made to fail, at most {self.busiest_second} in a second, "
            f"{self.strays} messages left over\n"
        )


class Crowd:
    """People with numbers from 1 on, what they asked, and what they were told."""

    def __init__(self, server: TelegramServer, size: int, seed: int = 5, questions: Sequence[str] = ()) -> None:
        self._server = server
        self._questions = cycle(questions)
        self._is_scripted = not questions
        self._dice = random.Random(seed)
        self._read = 0
        self._began = time.time()
        self.people = [server.person(number) for number in range(1, size + 1)]
        self.asked: dict[int, list[int]] = {person.id: [] for person in self.people}
        self._open: dict[tuple[int, int], float] = {}
        self._left = {person.id: cycle(self._dice.sample(FILLERS, len(FILLERS))) for person in self.people}
        self.waits: list[float] = []

    def ask(self, number: int) -> None:
        """Let somebody ask about a filler that they are not waiting for."""
        filler = next(self._left[number])
        assert (number, filler) not in self._open
        self._open[number, filler] = time.time()
        self.asked[number].append(filler)
        words = f"What does filler-{filler} say?" if self._is_scripted else next(self._questions)
        self.people[number - 1].says(words)

    def watch(self) -> list[int]:
        """Take in what the bot did since the last look; gives who got an answer."""
        calls = self._server.calls[self._read :]
        self._read += len(calls)
        return [call.arguments["chat_id"] for call in calls if self._is_answer(call)]

    def _is_answer(self, call: Call) -> bool:
        """Whether this call shows somebody the answer that they are waiting for, as far as the server knows."""
        done = call.code == 200 or call.result or "not modified" in call.description
        if call.method not in SHOWING or not done or "reply_markup" not in call.arguments:
            return False
        asked_at = self._open.pop(self._find_question(call), None)
        if asked_at is not None:
            self.waits.append(call.at - asked_at)
        return asked_at is not None

    def _find_question(self, call: Call) -> tuple[int, int]:
        """Give which question is answered: by the filler quoted, and else the one that its chat waits for."""
        number, text = call.arguments["chat_id"], call.arguments["text"]
        if self._is_scripted:
            return number, int(text.split("Filler text ")[1].split(".")[0])
        return next((each for each in self._open if each[0] == number), (number, -1))

    @property
    def waiting(self) -> int:
        """How many questions are open."""
        return len(self._open)

    def check(self) -> Figures:
        """Fail unless every question has exactly one answer, in the order in which its chat asked."""
        strays = 0
        for number, asked in self.asked.items():
            told = [message for message in self._server.messages(number) if message.from_bot]
            answers = [find_filler(message) for message in told if message.quotations]
            assert answers == asked, f"person {number} asked for {asked} and was told {answers}"
            strays += len(told) - len(answers)
        calls = [call for call in self._server.calls if "chat_id" in call.arguments]
        failed = sum(call.scripted for call in self._server.calls)
        ended = max(call.at for call in calls)
        return Figures(self.waits, ended - self._began, failed, len(calls), count_busiest(calls), strays)


def find_filler(message: Message) -> int:
    """Give the number of the filler that an answer quotes."""
    (quotation,) = message.quotations
    return int(quotation.removeprefix("Filler text ").removesuffix("."))


def count_busiest(calls: Sequence[Call]) -> int:
    """Give how many calls reached the server in the second that saw most."""
    times = sorted(call.at for call in calls)
    most = start = 0
    for end, at in enumerate(times):
        while times[start] <= at - 1:
            start += 1
        most = max(most, end - start + 1)
    return most


def rush(server: TelegramServer, bot: BotProcess, people: int, each: int, kills: int) -> Figures:
    """Let everybody ask everything at once, while calls fail and the bot is killed in between."""
    for failure in TROUBLE:
        server.fail_randomly(failure, CHANCE, seed=TROUBLE.index(failure) + 1)
    crowd = Crowd(server, people)
    for _ in range(each):
        for person in crowd.people:
            crowd.ask(person.id)
    marks = [people * each * (number + 1) // (kills + 1) for number in range(kills)]
    deadline = time.monotonic() + PATIENCE_S
    while crowd.waiting:
        crowd.watch()
        if marks and len(crowd.waits) >= marks[0]:
            marks.pop(0)
            bot.kill()
            bot.start()
        assert time.monotonic() < deadline, f"{crowd.waiting} questions were not answered"
        time.sleep(LOOK_S)
    server.stop_failing()
    time.sleep(3)
    return crowd.check()


def measure_growth(server: TelegramServer, bot: BotProcess, questions: int, words: Sequence[str] = ()) -> list[float]:
    """Let people ask one question after another; gives the bot's memory in MiB after each tenth of them."""
    crowd, sizes = Crowd(server, AT_ONCE * 4, questions=words), []
    idle = [person.id for person in crowd.people]
    sent, deadline = 0, time.monotonic() + PATIENCE_S * 2
    while len(crowd.waits) < questions:
        for number in list(islice(idle, max(0, min(AT_ONCE - crowd.waiting, questions - sent)))):
            idle.remove(number)
            crowd.ask(number)
            sent += 1
        idle.extend(crowd.watch())
        if len(crowd.waits) >= questions * (len(sizes) + 1) // 10:
            sizes.append(read_memory(bot.pid))
        assert time.monotonic() < deadline, f"{crowd.waiting} questions were not answered"
        time.sleep(LOOK_S / 10)
    return sizes


def read_memory(pid: int) -> float:
    """Give the memory that a process holds, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    (size,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(size) / 1024


def describe_growth(sizes: Sequence[float], questions: int) -> str:
    """Show it in two lines."""
    shown = " ".join(f"{size:.1f}" for size in sizes)
    growth = 100 * (max(sizes[1:]) / sizes[0] - 1)
    return f"MiB after each {questions // 10} questions: {shown}\nat most {growth:+.1f} % over the first\n"


def run_memory(folder: Path, questions: int, *, real: bool) -> str:
    """Measure whether the bot grows, with the script or with real answers from the samples, and show it."""
    words: list[str] = []
    if real:
        Command(folder).read_json("add", SAMPLES)
        lines = (ROOT / "tests" / "questions" / "questions.jsonl").read_text().splitlines()
        words = [json.loads(line)["question"] for line in lines]
    command = SERVE if real else COMMAND
    environment = {"CALLS_A_SECOND": "100000"}
    with (
        TelegramServer() as server,
        BotProcess(server, folder / "home", command=command, environment=environment) as bot,
    ):
        return describe_growth(measure_growth(server, bot, questions, words), questions)


def run_rush(folder: Path, people: int, each: int, kills: int) -> str:
    """Let a crowd ask at once while everything goes wrong, and show what came of it."""
    with TelegramServer() as server, BotProcess(server, folder / "home", command=COMMAND) as bot:
        return rush(server, bot, people, each, kills).describe()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--each", type=int, default=5)
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--memory", type=int, default=0)
    parser.add_argument("--real", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.memory:
            sys.stdout.write(run_memory(Path(folder), given.memory, real=given.real))
        else:
            sys.stdout.write(run_rush(Path(folder), given.people, given.each, given.kills))


if __name__ == "__main__":
    main()
