"""A page as a picture, through headless Chromium. The only module that starts it.

Nothing on a page is fetched: it brings its sheet with it, and the fonts are those of the machine.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDTH, TALLEST, SCALE = 440, 6000, 2
HEIGHTS, FADE = (1320 * SCALE, 1000 * SCALE, 700 * SCALE), 80 * SCALE
COLOURS = (128, 96, 64)
MARGIN = 12 * SCALE
LIMIT_BYTES = 150_000
TIMEOUT_S = 120
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    f"--force-device-scale-factor={SCALE}", f"--window-size={WIDTH},{TALLEST}",
)  # fmt: skip


def find_browser() -> str:
    """Give the path of Chromium.

    Raises: SystemExit when there is none.
    """
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise SystemExit(
            "Pictures are drawn by Chromium, which is not here; docs/pictures/README.md says what to install."
        )
    return found


def draw_picture(page: str, picture: Path) -> int:
    """Draw a page into a PNG file, its beginning where it is long, and give its size in bytes.

    Raises: ValueError when it is too tall or the file too large.
    """
    with tempfile.TemporaryDirectory() as folder:
        shot = take_screenshot(page, Path(folder))
        with Image.open(shot) as taken:
            cropped = crop_page(taken.convert("RGB"), picture.name)
    tries = (save_picture(fade_out(cropped, height), picture, colours) for height in HEIGHTS for colours in COLOURS)
    size = next(filter(None, tries), 0)
    if not size:
        raise ValueError(f"{picture.name} has more than {LIMIT_BYTES:,} bytes")
    return size


def save_picture(drawn: Image.Image, picture: Path, colours: int) -> int:
    """Write a picture in so many colours, and give its size in bytes; 0 when that is too much."""
    drawn.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(picture, optimize=True)
    size = picture.stat().st_size
    return size if size <= LIMIT_BYTES else 0


def take_screenshot(page: str, folder: Path) -> Path:
    """Give a picture of the page, as tall as any may be."""
    source, shot = folder / "page.html", folder / "page.png"
    source.write_text(page, encoding="utf-8")
    command = [find_browser(), *FLAGS, f"--user-data-dir={folder / 'data'}", f"--screenshot={shot}", source.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT_S)
    return shot


def crop_page(taken: Image.Image, name: str) -> Image.Image:
    """Cut off what is empty below the page; its last row of dots is certainly empty.

    Raises: ValueError when it is not.
    """
    paper = taken.getpixel((0, taken.height - 1))
    box = ImageChops.difference(taken, Image.new("RGB", taken.size, paper)).getbbox()
    if box is None or box[3] + MARGIN > taken.height:
        raise ValueError(f"{name} is empty, or taller than {TALLEST} dots")
    return taken.crop((0, 0, taken.width, box[3] + MARGIN))


def fade_out(cropped: Image.Image, height: int) -> Image.Image:
    """Cut a page that is too long for a picture, and let its end fade so that everybody sees that it goes on."""
    if cropped.height <= height:
        return cropped
    cut = cropped.crop((0, 0, cropped.width, height))
    end = (0, height - FADE, cut.width, height)
    paper = Image.new("RGB", (cut.width, FADE), cropped.getpixel((0, cropped.height - 1)))
    mask = Image.linear_gradient("L").resize((cut.width, FADE))
    cut.paste(Image.composite(paper, cut.crop(end), mask), end)
    return cut
