"""What `ban`, `unban` and `bans` do: whom the bot in Telegram serves no longer, as settled beside the data folder."""

from bot.errors import PeopleError
from bot.main import open_desk
from bot.settings import load_settings
from bot.state.bans import Ban, BanVerdict, Order
from bot.terminal.console import make_printable, say, write_json

ACTOR = "terminal"


def ban_number(number: int, reason: str | None) -> None:
    """Serve a person or a chat no longer.

    Raises:
        PeopleError: when it is an admin, or banned already.
    """
    settings = load_settings()
    with open_desk(settings) as desk:
        verdict = desk.state.bans.ban(Order(number, ACTOR, reason), settings.admin_ids)
    if verdict is BanVerdict.ADMIN:
        raise PeopleError(
            f"{number} is an admin, and admins cannot be banned; take the role away first, with `onrecord revoke "
            f"{number}` or in ADMIN_IDS."
        )
    if verdict is BanVerdict.UNCHANGED:
        raise PeopleError(f"{number} is banned already; `onrecord bans` shows since when.")
    say(f"{number} is banned now.")


def unban_number(number: int) -> None:
    """Serve a person or a chat again.

    Raises:
        PeopleError: when it is not banned.
    """
    settings = load_settings()
    with open_desk(settings) as desk:
        verdict = desk.state.bans.unban(Order(number, ACTOR), settings.admin_ids)
    if verdict is BanVerdict.UNCHANGED:
        raise PeopleError(f"{number} is not banned; `onrecord bans` shows who is.")
    say(f"{number} is served again.")


def list_bans(*, as_json: bool) -> None:
    """List whom the bot serves no longer, the newest first."""
    with open_desk(load_settings()) as desk:
        bans = desk.state.bans.list_all()
    if as_json:
        write_json({"bans": [make_ban_json(ban) for ban in bans]})
        return
    for ban in bans:
        reason = f": {make_printable(ban.reason)}" if ban.reason else ""
        say(f"{ban.number}  since {ban.banned_at:%Y-%m-%d}, by {ban.banned_by}{reason}")
    if not bans:
        say("Nobody is banned; `onrecord ban NUMBER` does that.")


def make_ban_json(ban: Ban) -> dict[str, object]:
    """Give a ban in the form of `bans --json`; `since` is in UTC."""
    since = ban.banned_at.isoformat(timespec="seconds")
    return {"number": ban.number, "reason": ban.reason, "by": ban.banned_by, "since": since}
