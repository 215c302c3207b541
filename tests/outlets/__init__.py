"""A local server that plays outlets, on loopback only: http://127.0.1.1:PORT is the first, 127.0.1.2 the second.

    with serve(outlets=2, articles=10) as server:
        server.outlet(1).script["/feed.xml"] = odd.busy(503, "120")
        ... fetch(server.outlet(1).url("/feed.xml")) ...
        server.requests("/feed.xml")

As a process, for kills and benchmarks: `python -m tests.outlets --outlets 50 --articles 200 --port 8600`.
"""

from tests.outlets import odd
from tests.outlets.server import Outlet, Record, Server, read_log, serve

__all__ = ["Outlet", "Record", "Server", "odd", "read_log", "serve"]
