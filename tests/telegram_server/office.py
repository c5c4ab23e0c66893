"""Where calls are answered: checked, perhaps made to wait or fail, carried out, and written down."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_server.arguments import Upload, read_arguments
from tests.telegram_server.facts import METHODS, Misfit, fit_value
from tests.telegram_server.failures import Failure, FailureScript
from tests.telegram_server.methods import CARRIED_OUT
from tests.telegram_server.polling import Poller
from tests.telegram_server.refusals import Refusal
from tests.telegram_server.webhook import METHODS as WEBHOOK_METHODS
from tests.telegram_server.world import Call, World

_CARRIED_OUT = CARRIED_OUT | WEBHOOK_METHODS


@dataclass(frozen=True, slots=True)
class Request:
    """A call as it arrived; `gone` is done once the caller hung up."""

    method: str
    fields: Mapping[str, list[bytes]]
    uploads: Mapping[str, list[Upload]]
    gone: "asyncio.Future[None]"


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: a code and a body; no body hangs up."""

    code: int
    body: Mapping[str, Any] | None


class Gate:
    """Holds calls of a method back until it is opened: before they do anything, or after they were carried out."""

    def __init__(self, loop: asyncio.AbstractEventLoop, *, carried_out: bool) -> None:
        self.carried_out = carried_out
        self._loop = loop
        self._opened = asyncio.Event()
        self.waiting = 0

    def open(self) -> None:
        """Let everyone through, now and later."""
        self._loop.call_soon_threadsafe(self._opened.set)

    async def pass_through(self, gone: "asyncio.Future[None]") -> None:
        """Wait until the gate opens or the caller hangs up."""
        self.waiting += 1
        opened: asyncio.Future[Any] = asyncio.ensure_future(self._opened.wait())
        await asyncio.wait({opened, gone}, return_when=asyncio.FIRST_COMPLETED)
        opened.cancel()
        self.waiting -= 1


@dataclass(slots=True)
class Office:
    """Answers calls. Lives on the server's event loop."""

    world: World
    script: FailureScript
    gates: dict[str, Gate]
    poller: Poller
    faults: list[BaseException] = field(default_factory=list)

    async def answer(self, request: Request) -> Reply:
        """Answer one call."""
        try:
            arguments = self._read(request)
        except Refusal as refusal:
            return self._refuse(request, {}, refusal)
        await self._pass_gate(request, carried_out=False)
        if request.gone.done():
            return Reply(0, None)
        failure = self.script.take(request.method)
        if failure and failure.delay:
            await asyncio.wait({request.gone}, timeout=failure.delay)
        if failure and not failure.works and not failure.carried_out:
            return self._fail(request, arguments, failure)
        return await self._carry_out(request, arguments, failure)

    async def _pass_gate(self, request: Request, *, carried_out: bool) -> None:
        gate = self.gates.get(request.method)
        if gate and gate.carried_out == carried_out:
            await gate.pass_through(request.gone)

    def _read(self, request: Request) -> dict[str, Any]:
        if request.method not in METHODS:
            raise Refusal(404, "Not Found: method not found")
        arguments = read_arguments(request.method, request.fields, request.uploads)
        if request.method not in _CARRIED_OUT and request.method != "getUpdates":
            raise Refusal(501, f"Not Implemented: this server does not carry out {request.method}")
        return arguments

    async def _carry_out(self, request: Request, arguments: dict[str, Any], failure: Failure | None) -> Reply:
        try:
            result = await self._do(request, arguments)
        except Refusal as refusal:
            return self._refuse(request, arguments, refusal)
        await self._pass_gate(request, carried_out=True)
        if failure and failure.carried_out:
            return self._fail(request, arguments, failure, result)
        if request.method != "getUpdates":
            self._log(request, arguments, code=200, result=result)
        return Reply(200, {"ok": True, "result": result})

    async def _do(self, request: Request, arguments: dict[str, Any]) -> Any:
        if request.method == "getUpdates":
            return await self.poller.get_updates(arguments, request.gone)
        with self.world.changed:
            result = _CARRIED_OUT[request.method](self.world, arguments)
        if request.method == "setWebhook":
            self.poller.end_for_webhook()
        self._check_own(request.method, result)
        return result

    def _check_own(self, method: str, result: Any) -> None:
        try:
            fit_value(result, METHODS[method]["returns"], method)
        except Misfit as misfit:
            self.faults.append(misfit)

    def _fail(self, request: Request, arguments: dict[str, Any], failure: Failure, result: Any = None) -> Reply:
        if failure.answer is None:
            self._log(request, arguments, code=0, description="dropped", result=result, scripted=True)
            return Reply(0, None)
        return self._refuse(request, arguments, failure.answer, scripted=True)

    def _refuse(
        self, request: Request, arguments: dict[str, Any], refusal: Refusal, *, scripted: bool = False
    ) -> Reply:
        self._log(request, arguments, code=refusal.code, description=refusal.description, scripted=scripted)
        return Reply(refusal.code, refusal.to_json())

    def _log(self, request: Request, arguments: dict[str, Any], **outcome: Any) -> None:
        with self.world.changed:
            self.world.log(Call(request.method, arguments, self.world.now(), **outcome))
