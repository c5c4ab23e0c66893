"""Make the pictures: `python -m tests.pictures [--draw-only] [CONVERSATION…]`.

Without names, every conversation is played, recorded and drawn; with `--draw-only`, what is recorded is drawn again.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.bot_process import ROOT
from tests.pictures.browser import draw_picture, find_browser
from tests.pictures.conversations import CONVERSATIONS
from tests.pictures.page import draw_page
from tests.pictures.recording import Recording, list_recorded, read_recording, write_recording
from tests.pictures.stage import open_stage

PICTURES = ROOT / "docs" / "pictures"


def play(names: Iterable[str]) -> Iterator[Recording]:
    """Play conversations with one bot, and give what was seen; one that goes wrong does not end the others.

    Raises: SystemExit after the last, when any went wrong.
    """
    with tempfile.TemporaryDirectory() as folder, open_stage(Path(folder)) as stage:
        failed = []
        for name in names:
            try:
                yield from CONVERSATIONS[name](stage)
            except (AssertionError, LookupError, StopIteration) as error:
                sys.stderr.write(f"{name}: {error}\n")
                failed.append(name)
    if failed:
        raise SystemExit(f"These conversations could not be played to the end: {', '.join(failed)}.")


def draw(recording: Recording) -> None:
    """Draw a recording, and say how large the picture is."""
    PICTURES.mkdir(exist_ok=True)
    size = draw_picture(draw_page(recording), PICTURES / f"{recording.name}.png")
    sys.stdout.write(f"{recording.name}.png  {size:,} bytes\n")


def main() -> None:
    """Read the arguments and make the pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description="Make the pictures of docs/pictures.")
    parser.add_argument("names", nargs="*", metavar="CONVERSATION", help=", ".join(CONVERSATIONS))
    parser.add_argument("--draw-only", action="store_true", help="draw again what is recorded, without a bot")
    given = parser.parse_args()
    unknown = [name for name in given.names if name not in CONVERSATIONS]
    if unknown:
        parser.error(f"there is no conversation {unknown[0]}; there are {', '.join(CONVERSATIONS)}")
    find_browser()
    if given.draw_only:
        for path in list_recorded():
            draw(read_recording(path))
        return
    for recording in play(given.names or CONVERSATIONS):
        write_recording(recording)
        draw(recording)


if __name__ == "__main__":
    main()
