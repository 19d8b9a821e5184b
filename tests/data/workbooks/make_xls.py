"""Writes renamed_xls.xlsx, an Excel 97-2003 file under another name; run by hand with PyPI `xlwt` installed."""

from pathlib import Path

import xlwt

ROWS = (
    ("Nimi", "Puhelin", "Sähköposti", "Kokemus"),
    ("Vanha Muotonen", "040 000 1601", "vanha.muotonen@example.org", "Masennus"),
    ("Toinen Muotonen", "040 000 1602", "toinen.muotonen@example.org", "Alkoholi"),
)

if __name__ == "__main__":
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Rekisteri")
    for row, values in enumerate(ROWS):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    book.save(str(Path(__file__).with_name("renamed_xls.xlsx")))
