"""What the bot asks about chats and the people in them."""

from typing import Any

from tests.telegram_server.chat import Chat
from tests.telegram_server.refusals import bad_request
from tests.telegram_server.world import World

_NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}
_ADMIN_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories",
)  # fmt: skip


def get_chat(world: World, arguments: dict[str, Any]) -> dict[str, Any]:
    chat = world.find_chat(arguments["chat_id"])
    return {**chat.card, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}


def get_chat_member(world: World, arguments: dict[str, Any]) -> dict[str, Any]:
    chat = world.find_chat(arguments["chat_id"])
    if chat.is_private and arguments["user_id"] not in {chat.id, world.bot["id"]}:
        raise bad_request("member not found")
    user = world.bot if arguments["user_id"] == world.bot["id"] else world.people.get(arguments["user_id"])
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return member_json(user, status_of(world, chat, user["id"]))


def status_of(world: World, chat: Chat, user_id: int) -> str:
    """What someone is in a chat."""
    if user_id == world.bot["id"]:
        return chat.bot_status
    if user_id in chat.admins:
        return "administrator"
    return "member" if chat.is_private or user_id in chat.members else "left"


def member_json(user: dict[str, Any], status: str) -> dict[str, Any]:
    """A chat member as Telegram gives it."""
    member = {"status": status, "user": user}
    if status == "administrator":
        return member | dict.fromkeys(_ADMIN_RIGHTS, False)
    return member | ({"until_date": 0} if status == "kicked" else {})


def get_chat_administrators(world: World, arguments: dict[str, Any]) -> list[dict[str, Any]]:
    chat = world.find_chat(arguments["chat_id"])
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return [member_json(chat.members[user_id], "administrator") for user_id in sorted(chat.admins)]


def get_chat_member_count(world: World, arguments: dict[str, Any]) -> int:
    chat = world.find_chat(arguments["chat_id"])
    return 2 if chat.is_private else len(chat.members) + (chat.bot_status in {"member", "administrator"})


def leave_chat(world: World, arguments: dict[str, Any]) -> bool:
    chat = world.find_chat(arguments["chat_id"])
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.check_writable()
    chat.bot_status = "left"
    world.changed.notify_all()
    return True


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
}
