"""Kill a run that takes a whole warehouse up again at random moments; the ones after it go on with what is left.

    python tests/faults/reprocess_kills.py [ARTICLES [KILLS [SEED [FILE.jsonl[.gz]]]]]

Articles, of the file or made up, are taken in; then the extractors pretend to be of another version and runs over the
stored articles are killed with SIGKILL, the whole process group, until one is left alone. Every article has to be there
once, under the ids it had, made by that version; what is wrong is printed, and the exit status is 1.
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tasks.storage.warehouse import read  # noqa: E402
from tasks.upkeep.soundness import findings  # noqa: E402
from tests.faults.ready import Forked, Ready, ready  # noqa: E402
from tests.faults.run_kills import TOPIC, lines_of  # noqa: E402

BATCH = 8
VERSION = "quotes=after"
_SECONDS = 300.0  # one run, however busy the machine
_LASTS = 1.2  # a batch, seconds: moments are spread over it
# Not the entities of mentions: what all articles say together may show that two were one.
_SAME = {
    "articles": ("article_id", "revision", "is_latest", "capture_id", "content_hash", "duplicate_cluster"),
    "mentions": ("mention_id", "start", "end", "kind"),
    "quotes": ("quote_id", "start", "end", "statement_id"),
    "dates": ("date_id", "start", "end"),
    "captures": ("capture_id", "run_id"),
}


def made_up(count: int) -> Iterator[str]:
    """Articles that say the same of other numbers, in the months of a year, each a line of JSON."""
    for number in range(count):
        said = (
            f'وقال الوزير سالم الراوي إن "الخطة رقم {number} ستنجز يوم الجمعة"، فيما رفضت هدى المرزوقي العرض {number}.'
        )
        record = {
            "id": f"a{number}",
            "url": f"http://news.example/{number}",
            "title": f"مشروع رقم {number} يعلنه الوزير",
            "content": " ".join([said] * (1 + number % 3)),
            "published_at": f"2021-{1 + number % 12:02}-19T10:00:00+03:00",
            "outlet": "example",
        }
        yield f"{json.dumps(record, ensure_ascii=False)}\n"


@dataclass(frozen=True)
class Shelf:
    """A warehouse, and the runs that fill it and take up again what is in it.

    Attributes:
        folder: where everything lies.
        quick: forks runs.
    """

    folder: Path
    quick: Ready

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse"

    @property
    def _log(self) -> Path:
        """What runs print."""
        return self.folder / "runs.log"

    def take_in(self, lines: Iterable[str]) -> None:
        """Publish articles, all in one batch."""
        articles, topic = self.folder / "articles.jsonl", self.folder / "kills.toml"
        articles.write_text("".join(lines), encoding="utf-8")
        topic.write_text(TOPIC.format(path=articles), encoding="utf-8")
        self.finish(self.quick.start(topic, self.warehouse, _settings(500), self._log))

    def again(self, batch: int) -> Forked:
        """A run that takes up again what earlier extractors have read."""
        words = (str(self.warehouse), "extract", VERSION)
        return self.quick.fork("tests.faults.one_reprocess", words, _settings(batch), self._log)

    def finish(self, run: Forked) -> None:
        """Wait for a run that has to end well."""
        if run.wait(_SECONDS):
            raise RuntimeError(f"a run that nobody disturbed failed:\n{self._log.read_text()[-3000:]}")

    def commits(self) -> int:
        """Lines of the ledger."""
        return (self.warehouse / "ledger.jsonl").read_bytes().count(b"\n")

    def kill(self, batch: int, chance: random.Random) -> bool:
        """Start a run and kill it a moment after it has published something or other; whether it was still at work."""
        before, until, behind = self.commits(), time.monotonic() + _SECONDS, chance.choice((0, 1, 1, 2))
        run = self.again(batch)
        while run.poll() is None and self.commits() < before + behind and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(chance.uniform(0.0, _LASTS))
        if run.poll() is not None:
            self.finish(run)
            return False
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        return True


def _settings(batch: int) -> dict[str, str]:
    return {"MARSAD_BATCH_SIZE": str(batch), "MARSAD_WORKERS": "1"}


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


def kill_many(made: Shelf, lines: Iterable[str], kills: int, seed: int, batch: int) -> list[str]:
    """Take articles in, kill so many runs that take them up again, let one finish; what is wrong then."""
    chance = random.Random(seed)
    made.take_in(lines)
    before, killed = same(made.warehouse), 0
    for _ in range(kills):
        at_work = made.kill(batch, chance)
        killed += at_work
        if not at_work:
            break
    made.finish(made.again(batch))
    runs = read(made.warehouse, "runs").filter(pl.col("kind") == "reprocess").collect()
    print(f"{before['articles'].height} articles; {killed} runs killed, {runs.height} published something")
    return [*([] if killed else ["no run was killed while it was at work"]), *wrong(made.warehouse, before)]


def main(articles: int = 200, kills: int = 12, seed: int = 1, file: str = "") -> int:
    """Kill, and print what is wrong."""
    lines = lines_of(file, articles) if file else made_up(articles)
    with tempfile.TemporaryDirectory() as folder, ready() as quick:
        found = kill_many(Shelf(Path(folder), quick), lines, kills, seed, max(articles // 20, BATCH))
    print("\n".join(found) or "nothing is wrong")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:4]), *sys.argv[4:5]))
