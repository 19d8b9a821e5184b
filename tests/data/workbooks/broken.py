"""Writes a small .xlsx that unpacks to hundreds of megabytes."""

import zipfile
from pathlib import Path

from openpyxl import Workbook

BOMB_MEGABYTES = 400


def write_bomb(path: Path) -> None:
    """A workbook of half a megabyte whose only sheet unpacks to `BOMB_MEGABYTES`; made in the test, never committed."""
    small = path.with_suffix(".small")
    book = Workbook()
    book.active.append(("Nimi", "Puhelin"))
    book.save(small)
    with zipfile.ZipFile(small) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != "xl/worksheets/sheet1.xml":
                new.writestr(entry, old.read(entry))
        with new.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(
                b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
                b'<c r="A1" t="inlineStr"><is><t>'
            )
            for _ in range(BOMB_MEGABYTES):
                part.write(b"A" * 1_000_000)
            part.write(b"</t></is></c></row></sheetData></worksheet>")
    small.unlink()
