"""Telegram, and nothing else: this is the only room that imports it, apart from `bot.main`.

    update | inbox | its chat's turn | handler | answer, record | parts | sent or edited in

What people see is made by pure functions (`rendering`, `context`, `texts`) from values of the other rooms; what is
sent goes out once (`sending`); what blocks runs in threads (`workers`).
"""
