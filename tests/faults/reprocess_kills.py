"""Kill a run that takes a whole warehouse up again at random moments; the ones after it go on with what is left.

    python tests/faults/reprocess_kills.py [ARTICLES [KILLS [SEED [FILE.jsonl]]]]

Articles, of the file or made up, are taken in; then the extractors pretend to be of another version and runs over the
stored articles are killed with SIGKILL, the whole process group, until one is left alone. Every article has to be there
once, under the ids it had, made by that version; what is wrong is printed, and the exit status is 1.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tasks.storage.warehouse import read  # noqa: E402
from tasks.upkeep.soundness import findings  # noqa: E402

BATCH = 8
VERSION = "quotes=after"
_TAKE_IN = "import sys; from tests.faults.one_run import run; run(*sys.argv[1:])"
_SECONDS = 300.0  # one run, however busy the machine
# Not the entities of mentions: what all articles say together may show that two were one.
_SAME = {
    "articles": ("article_id", "revision", "is_latest", "capture_id", "content_hash", "duplicate_cluster"),
    "mentions": ("mention_id", "start", "end", "kind"),
    "quotes": ("quote_id", "start", "end", "statement_id"),
    "dates": ("date_id", "start", "end"),
    "captures": ("capture_id", "run_id"),
}


def made_up(count: int) -> Iterator[dict[str, str]]:
    """Articles that say the same of other numbers."""
    for number in range(count):
        said = (
            f'وقال الوزير سالم الراوي إن "الخطة رقم {number} ستنجز يوم الجمعة"، فيما رفضت هدى المرزوقي العرض {number}.'
        )
        yield {
            "id": f"a{number}",
            "url": f"http://news.example/{number}",
            "title": f"الوزير يعلن الخطة رقم {number}",
            "content": " ".join([said] * (1 + number % 3)),
            "published_at": f"2021-{1 + number % 12:02}-19T10:00:00+03:00",
            "outlet": "example",
        }


def topic(folder: Path, articles: Path) -> Path:
    """A topic that reads the articles."""
    file = folder / "kills.toml"
    file.write_text(
        'query = "الوزير"\nlanguages = ["ar"]\ntitle = {ar = "قتل", en = "kills"}\n'
        'schedule = {cron = "0 6 * * *", timezone = "Asia/Baghdad"}\n'
        f'[[sources]]\nreader = "jsonl"\npath = "{articles}"\n',
        encoding="utf-8",
    )
    return file


def start(batch: int, *command: str) -> "subprocess.Popen[bytes]":
    """A run, in a process group of its own."""
    made = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "MARSAD_BATCH_SIZE": str(batch), "MARSAD_WORKERS": "1"},
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    assert made.stdin is not None
    made.stdin.write(b"\n")
    made.stdin.close()
    return made


def again(batch: int, warehouse: Path) -> "subprocess.Popen[bytes]":
    """A run that takes up again what earlier extractors have read."""
    return start(batch, str(ROOT / "tests/faults/one_reprocess.py"), str(warehouse), "extract", VERSION)


def finish(run: "subprocess.Popen[bytes]") -> None:
    """Wait for a run that has to end well."""
    if run.wait(_SECONDS):
        raise RuntimeError(f"a run that nobody disturbed ended with {run.returncode}")


def commits(warehouse: Path) -> int:
    """Lines of the ledger."""
    return (warehouse / "ledger.jsonl").read_bytes().count(b"\n")


def kill(warehouse: Path, batch: int, chance: random.Random) -> bool:
    """Start a run and kill it a moment after it has published something or other; whether it was still at work."""
    run = again(batch, warehouse)
    before, until, behind = commits(warehouse), time.monotonic() + _SECONDS, chance.choice((0, 1, 1, 2))
    while run.poll() is None and commits(warehouse) < before + behind and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(chance.uniform(0.0, 3.0))
    if run.poll() is not None:
        return False
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    return True


def same(warehouse: Path) -> dict[str, pl.DataFrame]:
    """What may not change."""
    return {name: read(warehouse, name, columns).collect().sort(columns) for name, columns in _SAME.items()}


def wrong(warehouse: Path, before: dict[str, pl.DataFrame]) -> list[str]:
    """All that is not as it should be when every article was taken up again."""
    now = same(warehouse)
    found = [f"{name}: rows differ from before" for name in _SAME if not now[name].equals(before[name])]
    found += [str(one) for one in findings(warehouse, datetime.now(UTC), lambda _doing: None)]
    used = read(warehouse, "runs", ("run_id", "versions")).explode("versions").unnest("versions").collect()
    new = used.filter(pl.col("name") == "quotes", pl.col("version") == VERSION.partition("=")[2])["run_id"]
    for name in ("articles", "mentions", "quotes", "dates"):
        old = read(warehouse, name).filter(~pl.col("run_id").is_in(new.implode())).collect().height
        found += [f"{name}: {old} rows were made by the version before"] if old else []
    mentions, entities = (read(warehouse, name).collect() for name in ("mentions", "entities"))
    counts = mentions.group_by("entity_id").agg(pl.len().cast(pl.Int32).alias("mentions")).sort("entity_id")
    if not counts.equals(entities.select("entity_id", "mentions").sort("entity_id")):
        found.append("entities: counts are not those of the mentions")
    return found


def kill_many(folder: Path, articles: int, kills: int, seed: int, batch: int, file: Path | None = None) -> list[str]:
    """Take articles in, kill so many runs that take them up again, let one finish; what is wrong then."""
    chance, warehouse, lines = random.Random(seed), folder / "warehouse", folder / "articles.jsonl"
    told = (
        (json.dumps(one, ensure_ascii=False) for one in made_up(articles)) if file is None else _lines(file, articles)
    )
    lines.write_text("\n".join(told) + "\n", encoding="utf-8")
    finish(start(batch, "-c", _TAKE_IN, str(topic(folder, lines)), str(warehouse)))
    before, killed = same(warehouse), 0
    for _ in range(kills):
        at_work = kill(warehouse, batch, chance)
        killed += at_work
        if not at_work:
            break
    finish(again(batch, warehouse))
    runs = read(warehouse, "runs").filter(pl.col("kind") == "reprocess").collect()
    print(f"{before['articles'].height} articles; {killed} runs killed, {runs.height} published something")
    return [*([] if killed else ["no run was killed while it was at work"]), *wrong(warehouse, before)]


def _lines(file: Path, most: int) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()[:most]


def main(articles: int = 200, kills: int = 12, seed: int = 1, file: Path | None = None) -> int:
    """Kill, and print what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        found = kill_many(Path(folder), articles, kills, seed, max(articles // 20, BATCH), file)
    print("\n".join(found) or "nothing is wrong")
    return 1 if found else 0


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:4]]
    sys.exit(main(*numbers, **({"file": Path(sys.argv[4])} if len(sys.argv) > 4 else {})))
