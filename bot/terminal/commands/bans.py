"""The commands that ban people and chats from the bot: what each takes; the work stands in `bot.terminal.bans`.

Only what `--help` needs is imported at the top; a command imports the part that does its work when it is called.
"""

from typing import Annotated

import typer

from bot.terminal.arguments import AsJson, parse_banned, parse_words

TAKES_MINUS = {"ignore_unknown_options": True}
"""The number of a group begins with a minus, as an option would."""

Number = Annotated[
    int,
    typer.Argument(
        metavar="NUMBER", parser=parse_banned, help="Of a person, or of a group or channel, which begins with a minus."
    ),
]


def add_ban_commands(app: typer.Typer) -> None:
    """Make them commands, in this order."""
    for command in (ban, unban):
        app.command(context_settings=TAKES_MINUS)(command)
    app.command()(bans)


def ban(
    number: Number,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", parser=parse_words, help="Why, for the audit log.")
    ] = None,
) -> None:
    """Serve a person or a chat in Telegram no longer. They are told once, and then nothing any more."""
    from bot.terminal.bans import ban_number

    ban_number(number, reason)


def unban(number: Number) -> None:
    """Serve a person or a chat in Telegram again."""
    from bot.terminal.bans import unban_number

    unban_number(number)


def bans(as_json: AsJson = False) -> None:
    """List whom the bot serves no longer. It also says by whom, since when and why."""
    from bot.terminal.bans import list_bans

    list_bans(as_json=as_json)
