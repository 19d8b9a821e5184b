"""`kokemus topics find` and `kokemus bench finder`, as somebody types them, without any database."""

import gzip
import hashlib
import json
from pathlib import Path

from kokemus.topics import finder
from tests.test_commands import kokemus, refused

TEXTS = Path(finder.__file__).parent / "tests" / "texts"
NO_DATABASE = {"DATABASE_URL": "postgres://127.0.0.1:1/none"}


def test_find_tells_people_the_topics_and_why(tmp_path: Path) -> None:
    done = kokemus("topics", "find", "äidin juominen ja ulosotto, luento", folder=tmp_path, **NO_DATABASE)
    assert done.returncode == 0, done.stderr
    assert "Velkaantuminen (debt" in done.stdout and "← ulosotto" in done.stdout
    assert "role: trainer" in done.stdout and "perspective: close_one" in done.stdout


def test_find_answers_each_line_of_a_file_in_order(tmp_path: Path) -> None:
    asked = [
        {"lang": "fi", "text": "Kahvit ja pysäköinti"},
        {"lang": "sv", "text": "föreläsare: alkoholmissbruk"},
        {"lang": "en", "text": "thesis interview about homelessness"},
    ]
    file = tmp_path / "asked.jsonl"
    file.write_text("\n".join(json.dumps(each) for each in asked), "utf-8")
    done = kokemus("topics", "find", "--jsonl", file, folder=tmp_path, **NO_DATABASE)
    nothing, alcohol, homeless = [json.loads(line) for line in done.stdout.splitlines()]
    assert nothing == {"topics": [], "role": None, "perspective": "any"}
    assert alcohol["role"] == "trainer"
    assert [topic["code"] for topic in alcohol["topics"]] == ["alcohol"]
    assert set(alcohol["topics"][0]) == {"code", "score", "because"}
    assert homeless["role"] is None  # an interviewee for a thesis is none of the six


def test_find_when_asked_wrongly_says_so_in_a_line(tmp_path: Path) -> None:
    assert "give a text" in refused(kokemus("topics", "find", folder=tmp_path))
    assert "no.jsonl" in refused(kokemus("topics", "find", "--jsonl", tmp_path / "no.jsonl", folder=tmp_path))
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"lang": "fi", "text": "suru"}\n{"lang": "fi"}\n', "utf-8")
    assert "line 2" in refused(kokemus("topics", "find", "--jsonl", bad, folder=tmp_path))


def test_bench_of_the_finder_prints_figures_and_the_machine(tmp_path: Path) -> None:
    done = kokemus("bench", "finder", "--json", folder=tmp_path, **NO_DATABASE)
    figures = json.loads(done.stdout)
    assert {"p95_ms", "memory_mb", "start_s", "within", "machine"} <= set(figures)
    assert done.returncode == (0 if figures["within"] else 1)


def test_held_out_texts_are_those_whose_hash_was_committed_first() -> None:
    packed = gzip.decompress((TEXTS / "held_out.jsonl.gz").read_bytes())
    assert hashlib.sha256(packed).hexdigest() == (TEXTS / "held_out.sha256").read_text().split()[0]
