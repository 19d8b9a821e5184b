"""`kokemus import-register`: a dry run, a real one, and every way in which a file can be wrong."""

import json

import pytest

from kokemus.config import cli
from kokemus.experts.models import Expert, ImportRun
from kokemus.experts.tests.importer.make import SAMPLE, excel

pytestmark = pytest.mark.django_db
BOOKS = SAMPLE.parent / "workbooks"


def run(capsys, *arguments):
    code = cli.main(["import-register", *map(str, arguments)])
    return code, *capsys.readouterr()


def test_dry_run_tells_118_people_and_2_repeated_rows_and_saves_nothing(capsys):
    code, out, _err = run(capsys, SAMPLE, "--dry-run", "--json")
    told = json.loads(out)
    assert (code, told["people"], told["repeated"], told["to_decide"]) == (0, 118, 2, 0)
    assert len(told["rows"]) == 120
    repeated = [(row["row"], row["same_as"]) for row in told["rows"] if row["outcome"] == "same_as"]
    assert repeated == [(102, "Aktiiviset!8"), (103, "Aktiiviset!21")]
    assert not Expert.objects.exists()
    assert not ImportRun.objects.exists()


def test_dry_run_names_nobody_in_its_table(capsys):
    code, out, _err = run(capsys, SAMPLE, "--dry-run")
    assert code == 0
    assert "118 people, 2 repeated rows" in out
    assert "Hietala" not in out


def test_command_brings_in_118_people(capsys):
    code, out, _err = run(capsys, SAMPLE, "--json")
    assert (code, json.loads(out)["people"], Expert.objects.count()) == (0, 118, 118)


def test_rows_that_need_a_decision_wait_on_the_page(capsys, tmp_path):
    path = tmp_path / "rows.xlsx"
    path.write_bytes(excel(["Nimi", "Puhelin"], ["Aino Virtanen", "0400000001"], [None, "0400000002"]))
    code, out, _err = run(capsys, path)
    assert code == 0
    assert "1 people brought in" in out
    assert ImportRun.objects.get().rows.waiting().count() == 1


@pytest.mark.parametrize("name", ["none.xlsx", ".", "text.xlsx", "empty.xlsx", "renamed.xls", "secret.xlsx"])
def test_wrong_file_is_one_clear_line_and_exit_code_2(capsys, tmp_path, name):
    (tmp_path / "text.xlsx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "empty.xlsx").write_bytes(b"")
    (tmp_path / "renamed.xls").write_bytes((BOOKS / "renamed_xls.xlsx").read_bytes())
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "secret.xlsx").write_bytes(ole)
    code, out, err = run(capsys, tmp_path / name)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert err.startswith("kokemus: ")
