"""Pictures of conversations with the bot, made from what a strict Bot API server kept of them.

    conversation with the real bot | recording (JSON) | page (HTML) | picture (PNG)

`python -m tests.pictures` plays the conversations, records them into `recorded/` and draws them into `docs/pictures/`.
Drawing is pure as far as the page: it needs no bot, and a picture shows nothing that no message held.
"""
