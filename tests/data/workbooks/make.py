"""Writes the committed workbooks of this folder, the same bytes each time: `python tests/data/workbooks/make.py`.

`big.py` and `broken.py` are called by the tests instead; `make_xls.py` wrote the renamed .xls. What a careful
coordinator would read in each workbook stands beside it in `<name>.expected.json`, written by hand.
"""

import re
import zipfile
from pathlib import Path

import hostile
import layouts
import lists

BOOKS = {
    "association_sv": lists.association_sv,
    "project_en": lists.project_en,
    "city_fi": lists.city_fi,
    "merged_fi": layouts.merged_fi,
    "sheets_fi": layouts.sheets_fi,
    "form_export": layouts.form_export,
    "row_per_topic": layouts.row_per_topic,
    "hostile": hostile.hostile,
}
FIXED_ZIP_TIME = (2025, 9, 1, 12, 0, 0)
FIXED_XML_TIME = b"2025-09-01T12:00:00Z"


def save(book, path: Path) -> None:
    """Save with every time stamp fixed, so that an unchanged workbook stays unchanged in version control."""
    draft = path.with_suffix(".draft")
    book.save(draft)
    with (
        zipfile.ZipFile(draft) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for entry in old.namelist():
            content = old.read(entry)
            if entry == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", FIXED_XML_TIME, content)
            info = zipfile.ZipInfo(entry, FIXED_ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    draft.unlink()


def main(folder: Path) -> None:
    for name, make in BOOKS.items():
        save(make(), folder / f"{name}.xlsx")


if __name__ == "__main__":
    main(Path(__file__).parent)
