"""What the bot says about itself: its name, descriptions, commands and menu button."""

import json
import re
from collections.abc import Callable
from typing import Any

from tests.telegram_server.refusals import bad_request
from tests.telegram_server.world import World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_MAX_COMMANDS = 100
_MAX_COMMAND_TEXT = 256


def get_me(world: World, _: dict[str, Any]) -> dict[str, Any]:
    flags = ("can_connect_to_business", "has_main_web_app", "has_topics_enabled", "supports_guest_queries")
    more = {"can_join_groups": True, "supports_inline_queries": True, **dict.fromkeys(flags, False)}
    return world.bot | more | {"can_read_all_group_messages": world.reads_all_in_groups}


def _language_of(arguments: dict[str, Any]) -> str:
    language = str(arguments.get("language_code", ""))
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _commands_key(world: World, arguments: dict[str, Any]) -> tuple[str, ...]:
    scope = arguments.get("scope", {"type": "default"})
    if "chat_id" in scope:
        world.find_chat(scope["chat_id"])
    return ("commands", json.dumps(scope, sort_keys=True), _language_of(arguments))


def set_my_commands(world: World, arguments: dict[str, Any]) -> bool:
    if len(arguments["commands"]) > _MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in arguments["commands"]:
        if not _COMMAND.fullmatch(command["command"].removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= _MAX_COMMAND_TEXT:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.settings[_commands_key(world, arguments)] = arguments["commands"]
    world.changed.notify_all()
    return True


def get_my_commands(world: World, arguments: dict[str, Any]) -> list[dict[str, Any]]:
    return list(world.settings.get(_commands_key(world, arguments), []))


def delete_my_commands(world: World, arguments: dict[str, Any]) -> bool:
    world.settings.pop(_commands_key(world, arguments), None)
    return True


def _make_setter(name: str, longest: int) -> Callable[[World, dict[str, Any]], bool]:
    def set_it(world: World, arguments: dict[str, Any]) -> bool:
        text = arguments.get(name, "")
        if len(text) > longest:
            raise bad_request(f"{name} is too long")
        world.settings[name, _language_of(arguments)] = text
        return True

    return set_it


def _make_getter(name: str) -> Callable[[World, dict[str, Any]], dict[str, Any]]:
    def get_it(world: World, arguments: dict[str, Any]) -> dict[str, Any]:
        return {name: world.settings.get((name, _language_of(arguments)), "")}

    return get_it


def set_chat_menu_button(world: World, arguments: dict[str, Any]) -> bool:
    button = arguments.get("menu_button", {"type": "default"})
    world.settings["menu_button", str(arguments.get("chat_id", ""))] = button
    return True


def get_chat_menu_button(world: World, arguments: dict[str, Any]) -> dict[str, Any]:
    found = world.settings.get(("menu_button", str(arguments.get("chat_id", ""))), {"type": "default"})
    return dict(found)


METHODS: dict[str, Callable[[World, dict[str, Any]], Any]] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _make_setter("name", 64),
    "getMyName": _make_getter("name"),
    "setMyDescription": _make_setter("description", 512),
    "getMyDescription": _make_getter("description"),
    "setMyShortDescription": _make_setter("short_description", 120),
    "getMyShortDescription": _make_getter("short_description"),
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
