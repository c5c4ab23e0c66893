"""The commands that give and take roles and let people in: what each takes; the work stands in `bot.terminal.people`.

Only what `--help` needs is imported at the top; a command imports the part that does its work when it is called.
"""

from typing import Annotated, Any

import typer

from bot.terminal.arguments import AsJson, parse_days, parse_invited, parse_person, parse_role


def add_people_commands(app: typer.Typer) -> None:
    """Make them commands, in this order."""
    for command in (grant, revoke, people, invite):
        app.command()(command)


def grant(
    number: Annotated[int, typer.Argument(metavar="NUMBER", parser=parse_person, help="As /whoami in Telegram tells.")],
    role: Annotated[Any, typer.Argument(metavar="ROLE", parser=parse_role, help="reader, editor or admin.")],
) -> None:
    """Give somebody a role in Telegram. They are named by their number, in place of any role they had."""
    from bot.terminal.people import grant_role

    grant_role(number, role)


def revoke(
    number: Annotated[
        int, typer.Argument(metavar="NUMBER", parser=parse_person, help="As `onrecord people` shows it.")
    ],
) -> None:
    """Take somebody's role away. What waits for a press of theirs is dead at once."""
    from bot.terminal.people import revoke_role

    revoke_role(number)


def people(as_json: AsJson = False) -> None:
    """List who has which role in Telegram. It also says by whom and since when."""
    from bot.terminal.people import list_people

    list_people(as_json=as_json)


def invite(
    role: Annotated[Any, typer.Option(metavar="ROLE", parser=parse_invited, help="reader or editor.")] = "reader",
    days: Annotated[
        int, typer.Option(metavar="N", parser=parse_days, help="For how many days the link counts, at most 30.")
    ] = 7,
) -> None:
    """Print a link that lets one person in, once."""
    from bot.terminal.people import make_invite

    make_invite(role, days)
