"""Play outlets until killed: prints the address of the first one when all listen."""

import argparse
import asyncio
from pathlib import Path

from tests.outlets.server import Server


async def run(options: argparse.Namespace) -> None:
    server = Server(options.outlets, options.articles, options.log)
    server.pause = options.pause
    await server.start(options.port)
    for outlet in server.outlets:
        if options.crawl_delay:
            outlet.robots = f"User-agent: *\nDisallow:\nCrawl-delay: {options.crawl_delay}\n"
    print(server.outlet(1).url(), flush=True)
    while True:
        await asyncio.sleep(options.grow_every or 3600)
        for outlet in server.outlets:
            outlet.grow(1 if options.grow_every else 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--outlets", type=int, default=5, help="how many, at 127.0.1.1 and on")
    parser.add_argument("--articles", type=int, default=20, help="articles an outlet")
    parser.add_argument("--port", type=int, default=0, help="0 for any")
    parser.add_argument("--log", type=Path, help="write every request to this file, a line of JSON each")
    parser.add_argument(
        "--grow-every", type=float, default=0.0, help="one article more an outlet, every so many seconds"
    )
    parser.add_argument("--crawl-delay", type=float, default=0.0, help="what robots.txt asks for, seconds")
    parser.add_argument("--pause", type=float, default=0.0, help="before every answer, seconds")
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
