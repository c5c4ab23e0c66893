"""How a day and a text are read from what was typed; what makes no sense is wrong usage."""

from datetime import date

import typer


def parse_day(text: str) -> date:
    """Read a day such as 2022-06-02.

    Raises:
        typer.BadParameter: when it is not one; the command line makes that wrong usage.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}” is not a day; write it like 2022-06-02.") from None


def parse_words(text: str) -> str:
    """Give what was typed without white space round it.

    Raises:
        typer.BadParameter: when nothing is left, or when it is not readable text.
    """
    if not text.strip():
        raise typer.BadParameter("it is empty; write it between quotation marks.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise typer.BadParameter("it is not readable text; write it in UTF-8.")
    return text.strip()
