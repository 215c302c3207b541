"""An S3 server on loopback: moto's, which honours If-None-Match and If-Match but looks first and writes then.

Two writers that ask at once would both be told that they came first. So writes go through one at a time here, as they
seem to at a store that keeps its word.
"""

import threading
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

KEYS = {
    "AWS_ACCESS_KEY_ID": "key",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_REGION": "us-east-1",
    "AWS_ALLOW_HTTP": "true",
}


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, *_: Any) -> None:
        """Nothing on the console."""


class _InTurn:
    """The application, one request that writes at a time."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self._application, self._lock = application, threading.Lock()

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            return self._application(environ, start)
        with self._lock:
            return list(self._application(environ, start))


@contextmanager
def serve(*buckets: str, port: int = 0) -> Iterator[str]:
    """A server with these buckets; its address."""
    application = _InTurn(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", port, application, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    try:
        for bucket in buckets:
            with urllib.request.urlopen(urllib.request.Request(f"{address}/{bucket}", method="PUT")):
                pass
        yield address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
