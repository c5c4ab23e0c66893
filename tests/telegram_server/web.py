"""HTTP: from a request to a call, and from its reply to a response."""

import asyncio
import json
from typing import Any
from urllib.parse import parse_qsl

from tornado.httputil import HTTPServerRequest
from tornado.web import Application, RequestHandler

from tests.telegram_server.arguments import Upload
from tests.telegram_server.failures import DOWNLOAD
from tests.telegram_server.office import Office, Reply, Request
from tests.telegram_server.refusals import Refusal, bad_request
from tests.telegram_server.world import MAX_DOWNLOAD, StoredFile

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def make_application(office: Office, token: str) -> Application:
    """The two addresses of a Bot API server: methods, and files."""
    shared = {"office": office, "token": token}
    return Application(
        [
            (r"/bot([^/]*)/([^/]*)", MethodHandler, shared),
            (r"/file/bot([^/]*)/(.+)", FileHandler, shared),
            (r".*", NowhereHandler, shared),
        ],
        log_function=lambda _: None,
    )


class Handler(RequestHandler):
    """What all addresses share: the token, hanging up, and noticing that the caller did."""

    def initialize(self, office: Office, token: str) -> None:
        self.office = office
        self.token = token
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def on_connection_close(self) -> None:
        if not self.gone.done():
            self.gone.set_result(None)

    def log_exception(self, typ: Any, value: BaseException | None, tb: Any) -> None:
        if value is not None:
            self.office.faults.append(value)

    def check_token(self, given: str) -> None:
        if given != self.token:
            raise Refusal(401, "Unauthorized") if ":" in given else Refusal(404, "Not Found")

    def send(self, reply: Reply) -> None:
        if self.gone.done():
            return
        if reply.body is None:
            self.detach().close()
            return
        self.set_status(reply.code)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(reply.body, ensure_ascii=False))

    def refuse(self, refusal: Refusal) -> None:
        self.send(Reply(refusal.code, refusal.to_json()))


class MethodHandler(Handler):
    """/bot<token>/<method>"""

    async def post(self, token: str, method: str) -> None:
        try:
            self.check_token(token)
            request = Request(method, *_read_form(self.request), self.gone)
        except Refusal as refusal:
            self.refuse(refusal)
        else:
            self.send(await self.office.answer(request))

    get = post


def _read_form(request: HTTPServerRequest) -> tuple[dict[str, list[bytes]], dict[str, list[Upload]]]:
    """The text fields of the query and the body, and the files of the body."""
    kind = request.headers.get("Content-Type", "")
    if request.body and not kind.startswith(_FORMS):
        raise bad_request(f"this server reads forms, not {kind or 'bodies of no kind'}")
    fields: dict[str, list[bytes]] = {}
    pairs = parse_qsl(request.query, keep_blank_values=True)
    for name, value in pairs:
        fields.setdefault(name, []).append(value.encode())
    for name, values in request.body_arguments.items():
        fields.setdefault(name, []).extend(values)
    uploads = {name: [Upload(file.filename, file.body) for file in given] for name, given in request.files.items()}
    return fields, uploads


class FileHandler(Handler):
    """/file/bot<token>/<path>"""

    async def get(self, token: str, path: str) -> None:
        try:
            self.check_token(token)
            file = self._find(path)
        except Refusal as refusal:
            self.refuse(refusal)
            return
        failure = self.office.script.take(DOWNLOAD)
        if failure and failure.delay:
            await asyncio.wait({self.gone}, timeout=failure.delay)
        if failure is None or failure.works:
            self.set_header("Content-Type", "application/octet-stream")
            await self.finish(file.data)
        elif failure.answer is not None:
            self.refuse(failure.answer)
        else:
            await self._break_off(file, half=failure.carried_out)

    def _find(self, path: str) -> StoredFile:
        with self.office.world.changed:
            found = [file for file in self.office.world.files.values() if file.path == path]
        if not found or len(found[0].data) > MAX_DOWNLOAD:
            raise Refusal(404, "Not Found")
        return found[0]

    async def _break_off(self, file: StoredFile, *, half: bool) -> None:
        """Hang up, perhaps after half of the file."""
        stream = self.detach()
        if half:
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(file.data)}\r\n\r\n".encode()
            await stream.write(head + file.data[: len(file.data) // 2])
        stream.close()


class NowhereHandler(Handler):
    """Any other address."""

    def prepare(self) -> None:
        self.refuse(Refusal(404, "Not Found"))
