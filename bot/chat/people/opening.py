"""By which name the bot is opened, for a command that makes a link without a running bot."""

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.errors import PeopleError, SettingsError

PATIENCE_S = 5.0


async def fetch_own_name(token: str, api_url: str) -> str:
    """Ask Telegram for the bot's name.

    Raises:
        SettingsError: when Telegram refuses the token.
        PeopleError: when Telegram cannot be reached.
    """
    request = HTTPXRequest(read_timeout=PATIENCE_S, connect_timeout=PATIENCE_S)
    try:
        async with Bot(token, f"{api_url}/bot", request=request) as bot:
            return bot.username
    except InvalidToken:
        raise SettingsError("Telegram refuses the TELEGRAM_TOKEN: get the right one from @BotFather.") from None
    except TelegramError as error:
        raise PeopleError(f"Telegram does not say how the bot is called ({error}), so no link was made.") from error
