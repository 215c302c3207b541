"""A saved transformer names people and things: a tiny model, made here, through the real loading code."""

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows import __main__ as command
from tasks.extractors import batch, entities
from tasks.extractors.names.chosen import GetReady, fault, tagger
from tasks.extractors.names.contract import NameTagger
from tasks.model.errors import ConfigError
from tasks.model.settings import Settings
from tasks.text.segment import segment
from tasks.workers.pool import Pool

ROOT = Path(__file__).resolve().parents[4]
sys.path.insert(0, str(Path(__file__).parent))

from tiny import save_tiny, tokenizer  # noqa: E402

pytestmark = [
    pytest.mark.skipif(
        find_spec("torch") is None or find_spec("transformers") is None,
        reason="the extra `transformers` is not installed: make test-transformers installs it beside",
    ),
    # Of the libraries themselves, on import.
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning"),
]
TEXT = "وصول\n\nوصل سلمار دغموش إلى زكرافيا أمس. وقال دغموش إن «شركة مدريد» في زكرافيا."
NAMES = [
    ("سلمار دغموش", "PERSON"),
    ("زكرافيا", "GPE"),
    ("دغموش", "PERSON"),
    ("شركة مدريد", "ORG"),
    ("زكرافيا", "GPE"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def own(folder: Path) -> NameTagger:
    found = tagger(str(folder))
    assert found is not None
    return found


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    file = tmp_path / "documents.jsonl"
    file.write_text(json.dumps({"id": "a", "text": TEXT}), encoding="utf-8")
    return file


def named(own: NameTagger, text: str) -> list[tuple[str, str]]:
    read = segment(text)
    return [(text[read.tokens[one.first].start : read.tokens[one.last - 1].end], one.kind) for one in own.tag(read, "")]


def status(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["marsad", *words])
    with pytest.raises(SystemExit) as ended:
        command.main()
    return int(ended.value.code or 0)


def test_it_finds_what_it_knows(own: NameTagger) -> None:
    assert named(own, TEXT) == NAMES
    assert own.kinds == {"PERSON", "ORG", "GPE", "FACILITY"}, "a date is no name"


def test_it_is_loaded_once_a_process(own: NameTagger, folder: Path) -> None:
    assert tagger(str(folder)) is own


@pytest.mark.parametrize(
    ("text", "names", "why"),
    [
        ("", [], "no words, no names"),
        (" \n .", [], "marks name nobody"),
        ("وصل سلمارزوف", [("سلمارزوف", "PERSON")], "only the first sub-word of a word counts"),
        ("سلمار\n\nدغموش", [("سلمار", "PERSON"), ("دغموش", "PERSON")], "no name reaches over the end of a sentence"),
        ("\ud800 سلمار", [("سلمار", "PERSON")], "half a surrogate pair stops nothing"),
        ("[SEP] سلمار [PAD]", [("سلمار", "PERSON")], "nor does a special word of the model's"),
        ("س" * 5000 + " سلمار", [("سلمار", "PERSON")], "nor a word of any length"),
    ],
)
def test_it_reads_any_text(own: NameTagger, text: str, names: list[tuple[str, str]], why: str) -> None:
    assert named(own, text) == names, why


def test_a_long_text_is_read_in_windows_and_says_the_same(own: NameTagger, tmp_path: Path) -> None:
    narrow = tagger(str(save_tiny(tmp_path / "narrow", positions=9)))
    assert narrow is not None
    text = " ".join(["وصل سلمار دغموش إلى زكرافيا و شركة مدريد في"] * 40) + ".\n\nوصل سلمار"
    assert len(named(own, text)) == 121, "longer than 64 sub-words in one sentence, too"
    assert named(narrow, text) == named(own, text)


def test_a_slow_tokenizer_gives_the_same(own: Any, folder: Path, tmp_path: Path) -> None:
    from transformers.models.bert.tokenization_bert_legacy import BertTokenizerLegacy

    from tasks.extractors.names.saved import find
    from tasks.extractors.names.transformer import TransformerTagger

    words = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    slow = TransformerTagger(find(str(folder)), tokenizer(BertTokenizerLegacy, words, 64, tmp_path), own._model)
    assert not slow._tokenizer.is_fast
    slow.attempt()
    assert named(slow, TEXT) == NAMES
    assert named(slow, "وصل سلمارزوف \ud800") == [("سلمارزوف", "PERSON")]


def test_labels_of_another_scheme_are_understood(tmp_path: Path) -> None:
    labels = ("O", "S-LOCATION", "B-PERSON", "E-PERSON", "B-ORG|B-LOCATION")
    words = {"سلمار": "B-PERSON", "دغموش": "E-PERSON", "زكرافيا": "S-LOCATION", "مدريد": "B-ORG|B-LOCATION"}
    other = tagger(str(save_tiny(tmp_path / "other", labels, words)))
    assert other is not None
    assert named(other, "وصل سلمار دغموش إلى زكرافيا و مدريد") == [
        ("سلمار دغموش", "PERSON"),
        ("زكرافيا", "LOC"),
        ("مدريد", "ORG"),
    ]


def test_nothing_is_asked_of_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = save_tiny(tmp_path / "alone")

    def refuse(*given: object) -> None:
        raise AssertionError(f"asked the network for {given}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert tagger(str(folder)) is not None
    with pytest.raises(ConfigError, match="fetch it first with `hf download marsad/none`"):
        tagger("marsad/none")


def test_a_model_of_the_hub_that_was_fetched_before_is_found_by_its_name(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import constants

    there = tmp_path / "models--marsad--tiny-ner"
    shutil.copytree(folder, there / "snapshots" / "0123abcd")
    (there / "refs").mkdir()
    (there / "refs" / "main").write_text("0123abcd", encoding="utf-8")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    found = tagger("marsad/tiny-ner")
    assert found is not None
    assert named(found, TEXT) == NAMES
    assert found.version.startswith("tiny-ner@"), "not the folder that the cache made up"


def _break_weights(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"none")


def _lose_classifier(folder: Path) -> None:
    from transformers import BertModel

    config = (folder / "config.json").read_bytes()
    BertModel.from_pretrained(folder).save_pretrained(folder)
    (folder / "config.json").write_bytes(config)


def _lose_words(folder: Path) -> None:
    for name in ("tokenizer.json", "tokenizer_config.json", "vocab.txt"):
        (folder / name).unlink()


def _another_kind(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps({**config, "architectures": ["BertForMaskedLM"]}), encoding="utf-8")


def _empty(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_break_weights, "cannot be used"),
        (_lose_classifier, "its weights lack classifier"),
        (_lose_words, "the files of its tokenizer are not there"),
        (_another_kind, "is no token classifier but BertForMaskedLM"),
        (_empty, "holds no model"),
    ],
)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_is_no_such_model_is_one_sentence_and_writes_nothing(
    spoil: Any,
    says: str,
    documents: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    folder = save_tiny(tmp_path / "spoilt")
    spoil(folder)
    monkeypatch.setenv("MARSAD_NAMES_MODEL", str(folder))
    capfd.readouterr()
    assert status(monkeypatch, "analyze", str(documents), "--output", str(tmp_path / "found.jsonl")) == 2
    told = capfd.readouterr().err
    assert told.startswith(f"marsad: MARSAD_NAMES_MODEL={folder} ")
    assert told.count("\n") == 1, "one sentence, no traceback"
    assert says in told
    assert not (tmp_path / "found.jsonl").exists()


def test_analyze_uses_it_and_imports_torch_only_then(documents: Path, folder: Path) -> None:
    code = (
        "import atexit, sys; from flows.__main__ import main; "
        "atexit.register(lambda: sys.stderr.write(str(bool({'torch', 'transformers'} & sys.modules.keys())))); main()"
    )

    def analysed(model: str) -> tuple[list[tuple[str, str]], str]:
        ran = subprocess.run(
            [sys.executable, "-c", code, "analyze", str(documents)],
            cwd=ROOT,
            env={"PATH": "", "MARSAD_NAMES_MODEL": model},
            capture_output=True,
            text=True,
            check=True,
        )
        return [(one["surface"], one["kind"]) for one in json.loads(ran.stdout)["mentions"]], ran.stderr

    (with_it, torch), (without, none) = analysed(str(folder)), analysed("")
    assert (torch, none) == ("True", "False")
    assert [one for one in with_it if one in NAMES] == NAMES
    assert ("سلمار دغموش", "PERSON") not in without


@pytest.fixture(scope="module")
def pool(folder: Path) -> Iterator[Pool]:
    made = Pool(1, Settings().document_memory, GetReady(str(folder)))
    yield made
    made.close()


def test_worker_processes_load_it_themselves_within_their_limits(pool: Pool, folder: Path) -> None:
    articles = [
        {"article_id": str(at), "text": TEXT, "language": "ar", "published_on": None, "outlet": None, "locator": "x"}
        for at in range(3)
    ]
    found, rejects = batch.extract_articles(articles, pool, 10, str(folder))
    assert rejects == []
    assert [(row["surface"], row["kind"]) for row in found["mentions"] if row["article_id"] == "2"][:2] == NAMES[:2]
    assert {row["version"].rpartition("@")[0] for row in found["mentions"]} == {f"{entities.VERSION}+tiny"}


def test_a_worker_process_says_what_is_wrong(pool: Pool, tmp_path: Path) -> None:
    broken = save_tiny(tmp_path / "broken")
    _break_weights(broken)
    assert next(iter(pool.map(fault, [str(broken)], 60))).endswith("Give one that is whole.")
    with pytest.raises(ConfigError, match="cannot be used"):
        batch.try_names_model(Settings(workers=1, names_model=str(broken)))


def test_memory_that_is_not_there_is_told_as_such(own: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(**given: object) -> None:
        raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes")

    monkeypatch.setattr(own, "_model", greedy)
    with pytest.raises(MemoryError):
        own.tag(segment("وصل سلمار"), "")


def test_a_run_uses_it_and_says_so_in_the_tables(
    prefect: None, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.monitor import monitor

    monkeypatch.setenv("MARSAD_NAMES_MODEL", str(folder))
    monkeypatch.setenv("MARSAD_WORKERS", "1")
    (tmp_path / "articles.jsonl").write_text(
        json.dumps({"id": "a", "title": "وصول", "content": TEXT.split("\n\n")[1]}), encoding="utf-8"
    )
    topic = ROOT / "seeds/topics/iraq-us-withdrawal.toml"
    monitor(topic, (tmp_path / "articles.jsonl",), tmp_path / "warehouse", keep_all=True)
    mentions = pl.read_parquet(tmp_path / "warehouse/current/mentions/")
    assert set(NAMES) <= set(mentions.select("surface", "kind").iter_rows())
    (version,) = mentions["version"].unique().to_list()
    assert version.startswith(f"{entities.VERSION}+tiny@")
    (versions,) = pl.read_parquet(tmp_path / "warehouse/current/runs/")["versions"].to_list()
    assert {"name": "entities", "version": version} in list(versions)
