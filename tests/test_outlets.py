"""The server that plays outlets plays what it says."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.outlets import read_log, serve
from tests.outlets.indexes import in_feed
from tests.outlets.texts import article, page


def get(url: str) -> str:
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=10) as response:
        return str(response.read().decode())


def test_an_article_is_the_same_wherever_it_is_made_and_unlike_all_others() -> None:
    assert article(3, 7) is not article(3, 8)
    assert article(3, 7).headline.endswith("(7)")
    texts = [" ".join(article(outlet, number).paragraphs).split() for outlet in (1, 2) for number in range(1, 31)]
    shingles = [{tuple(words[n : n + 5]) for n in range(len(words) - 4)} for words in texts]
    alike = max(len(a & b) / len(a | b) for n, a in enumerate(shingles) for b in shingles[:n])
    assert alike < 0.3


def test_a_revision_adds_a_paragraph() -> None:
    assert article(1, 1, 2).paragraphs[:-1] == article(1, 1).paragraphs
    assert page(1, 1, 2) != page(1, 1)


def test_two_feeds_have_all_articles_between_them() -> None:
    first, second = in_feed(1, 200), in_feed(2, 200)
    assert set(first) | set(second) == set(range(1, 201))
    assert set(first) & set(second)
    assert first[0] > first[-1]


def test_outlets_grow_and_change_while_the_server_runs(tmp_path: Path) -> None:
    with serve(outlets=2, articles=3, log=tmp_path / "log") as server:
        first, second = server.outlet(1), server.outlet(2)
        assert len(re.findall("<item>", get(first.feeds[0]))) == 2
        get(first.url("/_control/grow?by=3"))
        assert len(re.findall("<item>", get(first.feeds[0]))) == 4
        before = get(second.url("/articles/1"))
        second.revise(1)
        assert get(second.url("/articles/1")) != before
        assert get(first.url("/sitemap.xml")).count("<url>") == 6
        assert "/articles/6" in get(first.url("/"))
        asked = [(one.to, one.path) for one in server.requests()]
        assert (f"{second.host}:{second.port}", "/articles/1") in asked
        assert [(one.to, one.path) for one in read_log(tmp_path / "log")] == asked


def test_it_runs_as_a_process(tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = [sys.executable, "-m", "tests.outlets", "--outlets", "3", "--articles", "5", "--log", str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1], text=True) as process:
        try:
            assert process.stdout is not None
            base = process.stdout.readline().strip()
            assert "<article>" in get(base.replace("127.0.1.1", "127.0.1.3") + "articles/5")
        finally:
            os.kill(process.pid, signal.SIGTERM)
    assert [one.path for one in read_log(log)] == ["/articles/5"]
