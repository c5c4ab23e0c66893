"""An OpenAI-compatible endpoint over real HTTP, for tests: it says what it is told to say, and fails as it is told.

What it gets is checked more strictly than any provider does: the key, the model, the headers, the fields, and a schema
that strict mode would take. A request that it would not take is refused and fails the test when the endpoint closes.
"""

from tests.model_server.server import KEY, MODEL, ScriptedEndpoint
from tests.model_server.steps import (
    Exchange,
    Step,
    complete,
    complete_slowly,
    drip_body,
    drip_headers,
    drop,
    drop_midway,
    hang,
    pour,
    refuse,
    respond,
)

__all__ = [
    "KEY", "MODEL", "Exchange", "ScriptedEndpoint", "Step", "complete", "complete_slowly", "drip_body", "drip_headers",
    "drop", "drop_midway", "hang", "pour", "refuse", "respond",
]  # fmt: skip
