"""Replies of a scripted language model to requests for translations: by the words of the sentences that it is given."""

import json
from collections.abc import Mapping

from tests.bot.worded_replies import read_data
from tests.model_server import Exchange, Step, complete


def translate(texts: Mapping[str, str]) -> Step:
    """Reply with these translations, each for the first sentence that has certain words; the others get none."""

    async def step(exchange: Exchange) -> None:
        given = [
            {"number": line["number"], "text": text}
            for line in read_data(exchange.request)
            for words, text in texts.items()
            if words in line["text"]
        ]
        await complete(json.dumps({"translations": given}, ensure_ascii=False))(exchange)

    return step
