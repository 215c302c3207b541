"""How long a report takes and how large it is.

    python tests/bench/report.py [WAREHOUSE]

WAREHOUSE is a folder of tables that `marsad run` filled, else the project's own. Processor time, so that a busy machine
counts for little; the first page is opened from disk in Chromium where that is installed, three times.
"""

import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tasks.model.settings import load_settings  # noqa: E402
from tasks.report.scope import Scope  # noqa: E402
from tasks.report.write import write_report  # noqa: E402
from tasks.storage.warehouse import filled  # noqa: E402

_FONTS = ("plex-arabic-400", "plex-arabic-600", "plex-latin-400", "plex-latin-600", "naskh-arabic", "naskh-latin")
# What the first page loads before anything is asked of it.
_FIRST = (
    "index.html", "assets/report.css", "assets/parts.css",
    *(f"assets/{script}.js" for script in (
        "interface", "polars", "spikes", "answers", "narrow", "tables", "explore", "charts",
        "vega.min", "vega-lite.min", "vega-interpreter",
    )),
    "data/strings.js", "data/fold.js", "data/overview.js", *(f"assets/{font}.woff2" for font in _FONTS),
)  # fmt: skip


def megabytes(*paths: Path) -> float:
    return sum(path.stat().st_size for path in paths) / 1e6


def main() -> None:
    warehouse = Path(sys.argv[1]) if len(sys.argv) > 1 else load_settings().warehouse
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "report"
        passed, spent = time.perf_counter(), time.process_time()
        counts = write_report(filled(warehouse.absolute()), out, Scope(None, None, datetime.now(UTC)), "ar")
        passed, spent = time.perf_counter() - passed, time.process_time() - spent
        pages = [*out.glob("*/*.html")]
        print(", ".join(f"{count:,} {what}" for what, count in counts.items()))
        print(f"written in {spent:.1f} s of processor time ({passed:.1f} s), {spent / len(pages) * 1000:.2f} ms a page")
        first = megabytes(*(out / file for file in _FIRST))
        print(f"first page {first:.2f} MB with its scripts and fonts")
        search = megabytes(*(out / f"data/{one}.js" for one in ("quotes", "people", "articles", "lists")))
        print(f"search {search:.1f} MB when it is used")
        print(f"all {megabytes(*(path for path in out.rglob('*') if path.is_file())):.0f} MB")
        if shutil.which("chromium"):
            _opened(out / "index.html")


def _opened(first: Path) -> None:
    """How long until the first page can be used (DOMContentLoaded) and until its charts are drawn."""
    from tests.browser.chromium import chromium

    drawn = "[...document.querySelectorAll('[data-chart]')].every((one) => one.dataset.drawn)"
    ready = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
    with chromium() as browser:
        for _ in range(3):
            page = browser.new_page()
            page.goto(first.as_uri())
            page.wait_for_function(drawn)
            print(
                f"usable after {page.evaluate(ready):.0f} ms, charts after {page.evaluate('performance.now()'):.0f} ms"
            )
            page.close()


if __name__ == "__main__":
    main()
