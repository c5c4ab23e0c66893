"""A small real program of the library that the bot uses, to try the server for tests with.

As a process (`python -m tests.bot.library_program`) it reads TELEGRAM_TOKEN and TELEGRAM_API_URL as the bot does.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity, Update
from telegram import InlineQueryResultArticle as Article
from telegram import InputTextMessageContent as Words
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    Updater,
    filters,
)
from telegram.ext import InlineQueryHandler as InlineHandler

KINDS = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY, Update.MESSAGE_REACTION, Update.MY_CHAT_MEMBER]
Program = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE


async def start(update: Any, context: Context) -> None:
    message = update.effective_message
    payload = " ".join(context.args or [])
    buttons = InlineKeyboardMarkup.from_row([InlineKeyboardButton("Source 1", callback_data="s:1")])
    text = f"Hello 😀 {payload}"
    marks = [MessageEntity(MessageEntity.EXPANDABLE_BLOCKQUOTE, 6, 2)]
    await message.reply_text(text, entities=marks, reply_markup=buttons, do_quote=True)


async def follow(update: Any, context: Context) -> None:
    await update.callback_query.answer("Here it is")
    await update.callback_query.edit_message_text("The passage")


async def copy_file(update: Any, context: Context) -> None:
    data = bytes(await (await update.effective_message.document.get_file()).download_as_bytearray())
    await update.effective_message.reply_document(data, filename="copy.txt", caption=f"{len(data)} bytes")


async def echo(update: Any, context: Context) -> None:
    await update.effective_message.reply_text(update.effective_message.text)


async def offer(update: Any, context: Context) -> None:
    await update.inline_query.answer(
        [Article("1", "A quotation", Words(f"“{update.inline_query.query}”"))], cache_time=0
    )


def make_program(token: str, url: str) -> Program:
    """A program that greets, echoes, copies files and answers inline, against the server at an address."""
    builder = ApplicationBuilder().token(token).base_url(f"{url}/bot").base_file_url(f"{url}/file/bot")
    program = builder.get_updates_connect_timeout(2).build()
    program.add_handler(CommandHandler("start", start))
    program.add_handler(CallbackQueryHandler(follow))
    program.add_handler(InlineHandler(offer))
    program.add_handler(MessageHandler(filters.Document.ALL, copy_file))
    program.add_handler(MessageHandler(filters.TEXT, echo))
    return program


def updater_of(program: Program) -> Updater:
    """The part of a program that gets updates."""
    assert program.updater is not None
    return program.updater


@asynccontextmanager
async def running(program: Program) -> AsyncIterator[Program]:
    async with program:
        await program.start()
        await updater_of(program).start_polling(allowed_updates=KINDS)
        yield program
        await updater_of(program).stop()
        await program.stop()


if __name__ == "__main__":
    make_program(os.environ["TELEGRAM_TOKEN"], os.environ["TELEGRAM_API_URL"]).run_polling(allowed_updates=KINDS)
