"""An S3 server on loopback: moto's, which honours If-None-Match and If-Match but looks first and writes then.

Two writers that ask at once would both be told that they came first. So writes go through one at a time here, as they
seem to at a store that keeps its word.

    python -m tests.s3 [PORT]

serves the bucket `marsad`, prints its address, and ends with its stdin. It is a process of its own in tests too: some
calls of deltalake keep Python's lock while they wait for an answer.
"""

import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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
def serve(port: int = 0) -> Iterator[str]:
    """A server in a process of its own with the bucket `marsad`; its address."""
    command = [sys.executable, "-m", "tests.s3", str(port)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


def main(port: int) -> None:
    from moto.server import DomainDispatcherApplication, create_backend_app

    application = _InTurn(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", port, application, threaded=True, request_handler=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    with urllib.request.urlopen(urllib.request.Request(f"{address}/marsad", method="PUT")):
        print(address, flush=True)
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
