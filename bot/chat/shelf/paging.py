"""Pages of a list: how many there are, and the buttons that turn them."""

from telegram import InlineKeyboardButton

from bot.chat.shelf.texts import PAGE
from bot.languages.speech import Speech


def count_pages(total: int, size: int) -> int:
    """Give how many pages so many entries fill; one where there are none."""
    return max(1, -(-total // size))


def format_page(page: int, pages: int, speech: Speech) -> str:
    """Say which page of how many it is, where there are several; `page` counts from 0."""
    return speech.say(PAGE, page=page + 1, pages=pages) if pages > 1 else ""


def make_pager(data: str, page: int, pages: int, speech: Speech) -> tuple[InlineKeyboardButton, ...]:
    """Give the buttons to the first, the one before, the next and the last page, each once; none to where one is.

    `data` is what the buttons carry, with `{}` for the number of the page, which counts from 0.
    """
    wanted = ((0, "« {}"), (page - 1, "‹ {}"), (page + 1, "{} ›"), (pages - 1, "{} »"))
    labels: dict[int, str] = {}
    for number, label in (wanted[1], wanted[2], wanted[0], wanted[3]):
        if 0 <= number < pages and number != page:
            labels.setdefault(number, label.format(speech.format_number(number + 1)))
    return tuple(InlineKeyboardButton(labels[number], callback_data=data.format(number)) for number in sorted(labels))
