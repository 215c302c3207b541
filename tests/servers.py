"""Servers on loopback for tests: PostgreSQL, Prefect's server on it, one that takes posts and one that takes mail."""

import os
import shutil
import socket
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar

import httpx

from tests.programs import program

ROOT = Path(__file__).resolve().parents[1]
PREFECT = Path(sys.executable).with_name("prefect")
T = TypeVar("T")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def until(found: Callable[[], T | None], what: str, seconds: float = 300) -> T:
    """What `found` gives as soon as it gives anything."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = found()
        if value:
            return value
        time.sleep(0.3)
    raise TimeoutError(f"{what} did not come in {seconds} seconds")


def ask(method: str, url: str, **words: Any) -> Any:
    """The answer of Prefect's API; one that is too busy with SQLite is asked again, as it wants to be."""

    def answer() -> httpx.Response | None:
        given = httpx.request(method, url, timeout=60, **words)
        return None if given.status_code == httpx.codes.SERVICE_UNAVAILABLE else given.raise_for_status()

    return until(answer, f"an answer from {url}").json()


@contextmanager
def running(command: list[str], environment: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a group of its own, which is ended with all that it started."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out, start_new_session=True)
    try:
        yield process
    finally:
        end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    for number in (15, 9):
        try:
            os.killpg(process.pid, number)
            process.wait(60)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL server with an empty database; its address as Prefect takes it.

    It refuses to run as root: there it runs as the user that comes with its package.
    """
    home = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    initdb = program("initdb", *home)
    server, port = Path(initdb).with_name("postgres"), free_port()
    other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    place = Path("/tmp") / f"marsad-postgres-{port}"  # not below pytest's folder, into which no other user can look
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    try:
        place.mkdir(mode=0o700)
        if other:
            shutil.chown(place, "postgres")
        made = ("--auth=trust", "--encoding=UTF8", "--username=prefect", "--no-sync", "--pgdata", str(place / "data"))
        subprocess.run([*other, initdb, *made], check=True, capture_output=True, env=environment, cwd="/")
        words = ["-D", str(place / "data"), "-h", "127.0.0.1", "-p", str(port), "-k", str(place), "-c", "fsync=off"]
        with running([*other, str(server), *words], environment, folder / "postgres.log"):
            until(lambda: _listens(port), "PostgreSQL")
            yield f"postgresql+asyncpg://prefect@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def prefect_server(folder: Path, database: str, **settings: str) -> Iterator[dict[str, str]]:
    """Prefect's server on a database; the environment of those who talk to it."""
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "MARSAD_"))},
        "PWD": "/",  # as a service's, which no shell has started in the project's folder
        "PYTHONPATH": str(ROOT),
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
    }
    own = {**environment, "PREFECT_SERVER_DATABASE_CONNECTION_URL": database, **settings}
    command = [str(PREFECT), "server", "start", "--host", "127.0.0.1", "--port", str(port), "--no-ui"]
    with running(command, own, folder / "server.log"):
        until(lambda: _is_healthy(environment["PREFECT_API_URL"]), "Prefect's server")
        yield environment


def _is_healthy(api: str) -> bool:
    try:
        return httpx.get(f"{api}/health", timeout=5).is_success
    except httpx.HTTPError:
        return False


@contextmanager
def post_office() -> Iterator[tuple[str, list[str]]]:
    """A server that takes posts; its address and what was posted so far."""
    taken: list[str] = []

    class Take(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8"))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with _in_a_thread(ThreadingHTTPServer(("127.0.0.1", 0), Take)) as port:
        yield f"http://127.0.0.1:{port}/", taken


@contextmanager
def mail_office() -> Iterator[tuple[str, list[str]]]:
    """A server that takes mail (as much of RFC 5321 as a client needs); its address and the mails so far."""
    taken: list[str] = []

    class Take(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 loopback\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                self.wfile.write(b"354 go on\r\n" if word == b"DATA" else b"250 well\r\n")
                if word == b"DATA":
                    taken.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode("utf-8"))
                    self.wfile.write(b"250 well\r\n")
                if word == b"QUIT":
                    return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with _in_a_thread(Server(("127.0.0.1", 0), Take)) as port:
        yield f"smtp://127.0.0.1:{port}", taken


@contextmanager
def _in_a_thread(server: socketserver.BaseServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1})
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
