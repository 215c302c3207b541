"""The command line `marsad` (the same as `python -m flows`): thin; every command imports what it needs when called."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def marsad() -> None:
    """Watch news on a topic."""


@app.command()
def analyze(file: str, output: Annotated[Path | None, typer.Option()] = None) -> None:
    """Clean documents in, quotes, people, dates and mentions out, one JSON object a line."""
    from tasks.extractors.annotate import annotate
    from tasks.extractors.export import export
    from tasks.model.records import Document

    sink = output.open("w", encoding="utf-8") if output else sys.stdout
    for line in sys.stdin if file == "-" else open(file, encoding="utf-8"):
        raw = json.loads(line)
        published = date.fromisoformat(raw["published"]) if raw.get("published") else None
        found = annotate(Document(raw["text"], raw.get("language") or "ar", published, raw.get("outlet")))
        sink.write(json.dumps({"id": raw["id"], **export(raw["text"], found)}, ensure_ascii=False) + "\n")


def main() -> None:
    """Entry point."""
    app()


if __name__ == "__main__":
    main()
