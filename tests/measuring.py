"""What benchmarks share: articles to read, commands of `marsad` in processes of their own, and what they cost.

Wall time says little on a machine that others use too. So processor time is measured besides, of a process and of all
that it has started, and the most memory that any of them held (Linux: `/proc`).
"""

import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
NEWS = ROOT.parent / "shared" / "corpora" / "news" / "saudinewsnet.jsonl.gz"
_TICKS = os.sysconf("SC_CLK_TCK")
_EVERY = 0.5  # seconds between two looks at the processes; the system keeps the peak of each
_DAY = datetime(2026, 1, 1)

Record = dict[str, str]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost.

    Attributes:
        wall: seconds.
        processor: seconds of processor time of the process and all that it started.
        memory: the most that one of these held, MB.
    """

    wall: float
    processor: float
    memory: float


def records(file: str | None, count: int | None = None, first: int = 0) -> Iterator[Record]:
    """Articles as `marsad run --input` reads them: of a JSONL file, else of the news beside the project, else made up.

    Args:
        file: the file, .gz too.
        count: how many; all if left out, of made-up ones 2,000.
        first: how many to leave out before them.
    """
    path = Path(file) if file else NEWS
    if not file and not path.exists():
        return made_up(range(first, first + (count or 2_000)))
    return islice(_lines(path), first, None if count is None else first + count)


def _lines(path: Path) -> Iterator[Record]:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def made_up(numbers: Iterable[int]) -> Iterator[Record]:
    """Articles of sentences of the seed articles in another order, a hundred a day, the same for the same number."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds" / "articles").glob("*.txt"))]
    sentences = [line.strip() for text in texts for line in text.splitlines() if len(line.split()) > 8]
    for number in numbers:
        chosen = Random(number).sample(sentences, min(8, len(sentences)))
        yield {
            "id": f"made-up-{number}",
            "title": " ".join(chosen[0].split()[:8]),
            "content": "\n".join([*chosen, f"وكان هذا الخبر رقم {number} من اليوم."]),
            "collected_at": str(_DAY + timedelta(minutes=14.4 * number)),
        }


def replayed(articles: Iterable[Record], copies: int, days: int = 61) -> Iterator[Record]:
    """The articles again and again: later by so many days, with other ids and a text that is not quite the same."""
    every = list(articles)
    for copy in range(copies):
        for one in every:
            yield one if not copy else _later(one, copy, timedelta(days=days * copy))


def _later(one: Record, copy: int, by: timedelta) -> Record:
    times = {name: _shifted(one[name], by) for name in ("published_at", "collected_at") if one.get(name)}
    content = f"{one['content']}\nوأعيد نشر هذا الخبر بعد {by.days} يوما."
    return {**one, **times, "id": f"{one['id']}-{copy}", "content": content}


def _shifted(time: str, by: timedelta) -> str:
    return (datetime.fromisoformat(time) + by).isoformat(sep=" ")


def write_records(articles: Iterable[Record], path: Path) -> int:
    """Write a JSONL file; how many articles it has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        return sum(1 for one in articles if file.write(json.dumps(one, ensure_ascii=False) + "\n"))


def run_marsad(file: Path, warehouse: Path) -> Cost:
    """`marsad run --all` over a file."""
    return cost([sys.executable, "-m", "flows", "run", "--all", "--input", str(file), "--warehouse", str(warehouse)])


def cost(command: Sequence[str]) -> Cost:
    """Run a command in the project's folder and say what it cost.

    Raises:
        RuntimeError: it failed.
    """
    begun, most = time.perf_counter(), dict[int, float]()
    before = os.times()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            most |= {one: max(_peak(one), most.get(one, 0.0)) for one in family(process.pid)}
            time.sleep(_EVERY)
        said = process.stderr.read() if process.stderr else ""
    after = os.times()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {said[-2000:]}")
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(time.perf_counter() - begun, spent, max(most.values(), default=0.0))


def processor() -> float:
    """Seconds of processor time that this process and all that it has started have taken so far."""
    return sum(_spent(one) for one in family(os.getpid()))


def family(root: int) -> list[int]:
    """The ids of a process and of all that live and descend from it."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").iterdir():
        if path.name.isdecimal() and (fields := _stat(int(path.name))):
            children.setdefault(int(fields[1]), []).append(int(path.name))
    found = [root]
    for one in found:
        found += children.get(one, [])
    return found


def _stat(process: int) -> list[str]:
    """The fields of the process behind its name; none where it is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _spent(process: int) -> float:
    return sum(int(ticks) for ticks in _stat(process)[11:15]) / _TICKS


def _peak(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))


def load() -> str:
    """How busy the machine is, in words."""
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
