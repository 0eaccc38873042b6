"""A server on the loopback interface: OpenAI's API for files, fine-tuning jobs and chat completions, and Arbor's."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from fine_tuning import FineTuning, RequestError
from grpo import Grpo

Chat = Callable[[dict[str, Any]], str]


@contextmanager
def serve(chat: Chat = lambda _: "") -> Iterator[tuple[str, FineTuning]]:
    """Serve until the block ends; gives the base URL and the service. `chat` answers requests for completions."""
    os.environ |= {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    service = FineTuning()
    handler = type("Handler", (_Handler,), {"service": service, "grpo": Grpo(), "chat": staticmethod(chat)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", service
    finally:
        service.release()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    service: FineTuning
    grpo: Grpo
    chat: Chat
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_DELETE = do_GET  # noqa: N815 (http.server's names)

    def log_message(self, *_: object) -> None:
        """Nothing: standard error is for what goes wrong."""

    def _answer(self) -> None:
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = self.path.partition("?")[0].rstrip("/")
        try:
            status, answer = 200, self._route(f"{self.command} {path}")
        except RequestError as error:
            status, answer = error.status, error.body
        content = json.dumps(answer, indent=2).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _route(self, request: str) -> object:
        for pattern, answer in ROUTES:
            if match := re.fullmatch(pattern, request):
                return answer(self, *match.groups())
        raise RequestError(404, f"Invalid URL ({request})")

    @property
    def asked(self) -> Any:
        return json.loads(self.body)

    def add_file(self) -> object:
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        parts = {
            part.get_param("name", header="content-disposition"): part
            for part in BytesParser().parsebytes(head + self.body).get_payload()
        }
        purpose = parts["purpose"].get_payload(decode=True).decode()
        return self.service.add_file(parts["file"].get_filename(), purpose, parts["file"].get_payload(decode=True))

    def file(self, id_: str) -> object:
        if id_ not in self.service.files:
            raise RequestError(404, f"No such File object: {id_}", "id")
        return self.service.files[id_]

    def delete_file(self, id_: str) -> object:
        return {"object": "file", "id": id_, "deleted": self.service.files.pop(id_, None) is not None}

    def events(self, id_: str) -> object:
        answer = _listed(self.service.events.get(id_, [])[:1] if "limit=1" in self.path else self.service.events[id_])
        self.service.move_on(id_)
        return answer

    def completion(self) -> object:
        return {
            "id": "chatcmpl-loopback",
            "object": "chat.completion",
            "created": 1_762_300_800,
            "model": self.asked["model"],
            "choices": [
                {
                    "index": 0,
                    "message": {"role": "assistant", "content": self.chat(self.asked), "refusal": None},
                    "logprobs": None,
                    "finish_reason": "stop",
                }
            ],
            "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
        }


def _listed(data: list[dict[str, Any]]) -> dict[str, Any]:
    ends = {"first_id": data[0]["id"], "last_id": data[-1]["id"]} if data else {"first_id": None, "last_id": None}
    return {"object": "list", "data": data, **ends, "has_more": False}


_JOBS = "/v1/fine_tuning/jobs"
ROUTES: list[tuple[str, Callable[..., object]]] = [
    ("POST /v1/files", _Handler.add_file),
    ("GET /v1/files/([^/]+)", _Handler.file),
    ("DELETE /v1/files/([^/]+)", _Handler.delete_file),
    (f"POST {_JOBS}", lambda self: self.service.create(self.asked)),
    (f"GET {_JOBS}", lambda self: _listed([*reversed(self.service.jobs.values())])),
    (f"GET {_JOBS}/([^/]+)", lambda self, id_: self.service.job(id_)),
    (f"GET {_JOBS}/([^/]+)/events", _Handler.events),
    (f"GET {_JOBS}/([^/]+)/checkpoints", lambda self, id_: _listed(self.service.checkpoints[id_])),
    (f"POST {_JOBS}/([^/]+)/cancel", lambda self, id_: self.service.cancel(id_)),
    (f"POST {_JOBS}/([^/]+)/pause", lambda self, id_: self.service.pause(id_)),
    (f"POST {_JOBS}/([^/]+)/resume", lambda self, id_: self.service.resume(id_)),
    ("POST /v1/chat/completions", _Handler.completion),
    ("POST /v1/fine_tuning/grpo/([a-z]+)", lambda self, what: self.grpo.answer(what, self.asked)),
]
