"""Menus: every command that there is stands in the menus of those who may use it, and in their language."""

import re

import pytest
from telegram import BotCommandScopeChat

from bot.chat.guide import texts
from bot.chat.guide.menus import IN_GROUPS, make_chat_menus, make_descriptions, make_general_menus
from bot.chat.people.matrix import COMMANDS
from bot.languages.language import Language
from bot.state.people import Role

CODES = ["", "fa", "ar", "he", "es", "fr"]


def names(menu):
    return [each.command for each in menu.commands]


def test_every_command_has_a_line_among_those_of_its_role():
    by_role = {None: texts.COMMANDS, Role.EDITOR: texts.EDITOR_COMMANDS, Role.ADMIN: texts.ADMIN_COMMANDS}
    missing = [name for name, role in COMMANDS.items() if name not in by_role[role]]
    assert missing == [], "say in bot.chat.guide.texts what it does"
    assert set(texts.ARGUMENTS) <= set(texts.COMMANDS)


def test_general_menus_are_for_private_chats_groups_and_the_rest_in_every_language():
    menus = {menu.name: menu for menu in make_general_menus()}
    assert set(menus) == {f"menu:{place}:{code}" for place in ("private", "groups", "default") for code in CODES}
    readers = [name for name in texts.COMMANDS if name in COMMANDS]
    for code in CODES:
        assert names(menus[f"menu:private:{code}"]) == readers
        assert names(menus[f"menu:groups:{code}"]) == [name for name in IN_GROUPS if name in COMMANDS]
    assert "forget" not in names(menus["menu:groups:"])
    described = {menu.commands[0].description for menu in menus.values() if menu.name.startswith("menu:private")}
    assert len(described) == len(Language)


@pytest.mark.parametrize(
    ("role", "language", "codes", "more"),
    [
        (None, None, [], []),
        (Role.READER, None, [], []),
        (None, Language.PERSIAN, [""], []),
        (Role.EDITOR, None, CODES, ["add", "gaps"]),
        (Role.ADMIN, Language.HEBREW, [""], ["add", "gaps", "grant", "log"]),
    ],
)
def test_chat_has_a_menu_of_its_own_where_it_differs_from_the_general(role, language, codes, more):
    menus = make_chat_menus(5, role, language)
    assert [menu.language_code for menu in menus] == codes
    for menu in menus:
        assert menu.scope == BotCommandScopeChat(5)
        assert menu.person_id == 5
        assert set(more) <= set(names(menu))
        assert ("grant" in names(menu)) == (role is Role.ADMIN)
        assert ("add" in names(menu)) == bool(more)
    if language:
        said = {each.command: each.description for each in menus[0].commands}
        assert re.search("[\u0590-\u06ff]", said["sources"])


def test_menus_and_descriptions_keep_to_the_limits_of_telegram():
    menus = [*make_general_menus(), *make_chat_menus(5, Role.ADMIN, None)]
    assert all(len(menu.commands) <= 100 for menu in menus)
    for command in (command for menu in menus for command in menu.commands):
        assert re.fullmatch("[a-z0-9_]{1,32}", command.command)
        assert 3 <= len(command.description) <= 120
    descriptions = make_descriptions()
    assert [each.language_code for each in descriptions] == CODES
    assert all(len(each.long) <= 512 and len(each.short) <= 120 for each in descriptions)


def test_digest_changes_with_what_a_menu_holds_and_with_nothing_else():
    first, again = make_general_menus(), make_general_menus()
    assert [menu.digest for menu in first] == [menu.digest for menu in again]
    private = [menu.digest for menu in first if menu.name.startswith("menu:private")]
    assert len(set(private)) == len(CODES)
