"""What `grant`, `revoke`, `people` and `invite` do: roles in Telegram, as whoever has the data folder settles them."""

import asyncio

from bot.errors import PeopleError
from bot.main import Desk, open_desk
from bot.settings import Settings, load_settings
from bot.state.invites import make_link
from bot.state.people import Grant, Role
from bot.terminal.console import complain, say, write_json

ACTOR = "terminal"
NOBODY_RULES = "Nobody is an admin now; `onrecord grant NUMBER admin` or ADMIN_IDS makes one."


def grant_role(number: int, role: Role) -> None:
    """Give somebody a role.

    Raises:
        PeopleError: when they are an admin for good.
    """
    settings = load_settings()
    check_changeable(number, settings)
    with open_desk(settings) as desk:
        before = desk.state.people.find_role(number)
        changed = desk.state.people.grant(number, role, ACTOR)
        say(describe_grant(number, role, before) if changed else f"{number} is {role} already.")
        warn_of_no_admin(desk)


def revoke_role(number: int) -> None:
    """Take somebody's role away.

    Raises:
        PeopleError: when they have none, or are an admin for good.
    """
    settings = load_settings()
    check_changeable(number, settings)
    with open_desk(settings) as desk:
        if not desk.state.people.revoke(number, ACTOR):
            raise PeopleError(
                f"{number} has no role, so there is nothing to take away; `onrecord people` shows who has."
            )
        say(f"{number} has no role now.")
        warn_of_no_admin(desk)


def list_people(*, as_json: bool) -> None:
    """List who has which role, the admins for good before the others."""
    settings = load_settings()
    with open_desk(settings) as desk:
        grants = [each for each in desk.state.people.list_grants() if each.person_id not in settings.admin_ids]
    permanent = sorted(settings.admin_ids)
    if as_json:
        write_json({"people": [*map(make_permanent_json, permanent), *map(make_grant_json, grants)]})
        return
    for number in permanent:
        say(f"{number}  admin   for good, by ADMIN_IDS")
    for each in grants:
        say(f"{each.person_id}  {each.role:<6}  since {each.granted_at:%Y-%m-%d}, by {each.granted_by}")
    if not permanent and not grants:
        say("Nobody has a role in Telegram; `onrecord grant NUMBER ROLE` gives one.")


def make_invite(role: Role, days: int) -> None:
    """Print a link on stdout, and what it does on stderr.

    Raises:
        PeopleError: when Telegram does not say how the bot is called.
        SettingsError: when there is no token.
    """
    # The library takes a second to import, and the other commands for people do without.
    from bot.chat.people.opening import fetch_own_name

    settings = load_settings()
    bot_name = asyncio.run(fetch_own_name(settings.get_token(), settings.telegram_api_url))
    with open_desk(settings) as desk:
        invitation = desk.state.invites.make(role, days, ACTOR)
    say(make_link(bot_name, invitation.token))
    until = f"{invitation.expires_at:%Y-%m-%d %H:%M} UTC"
    complain(f"Whoever opens it first gets the role {role}; it counts once, until {until}.")


def check_changeable(number: int, settings: Settings) -> None:
    """Refuse to change the role of an admin for good.

    Raises:
        PeopleError: when they are one.
    """
    if number in settings.admin_ids:
        raise PeopleError(
            f"{number} stands in ADMIN_IDS and so is an admin for good; take it out there and start the bot anew."
        )


def warn_of_no_admin(desk: Desk) -> None:
    """Say on stderr when nobody can grant anything in Telegram."""
    grants = desk.state.people.list_grants()
    if not desk.settings.admin_ids and not any(each.role is Role.ADMIN for each in grants):
        complain(NOBODY_RULES)


def describe_grant(number: int, role: Role, before: Role | None) -> str:
    """Say what somebody is now, and was."""
    return f"{number} is {role} now" + (f", and was {before} before." if before else ".")


def make_permanent_json(number: int) -> dict[str, object]:
    """Give an admin for good in the form of `people --json`."""
    return {"number": number, "role": "admin", "by": "ADMIN_IDS", "since": None}


def make_grant_json(grant: Grant) -> dict[str, object]:
    """Give a role in the form of `people --json`; `since` is in UTC."""
    since = grant.granted_at.isoformat(timespec="seconds")
    return {"number": grant.person_id, "role": grant.role, "by": grant.granted_by, "since": since}
