"""What openpyxl's fast reader leaves out of a sheet: merged areas and comments, from the package."""

import posixpath
import re
import zipfile
from typing import Final
from xml.etree import ElementTree

from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from kokemus.experts.importer.cells import text_cell

MAX_MERGED: Final = 2_000
MAX_COMMENTS: Final = 20_000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]+\d+:[A-Z]+\d+)"')

Area = tuple[int, int, int, int]


def merged_areas(packed: zipfile.ZipFile, part: str) -> list[Area]:
    """(first column, first row, last column, last row) of the areas of the sheet in this part."""
    found = _MERGED.findall(packed.read(part))
    return [_area(each.decode()) for each in found[:MAX_MERGED]]


def comments(packed: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    """(row, column) → the words of a comment on that cell. Threaded comments have a plain copy."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[tuple[int, int], str] = {}
    for target in _comment_parts(packed, relations):
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        for comment in ElementTree.fromstring(packed.read(path)).findall(".//{*}comment"):
            words = text_cell("".join(node.text or "" for node in comment.findall(".//{*}t")))
            if words and len(found) < MAX_COMMENTS:
                found[coordinate_to_tuple(comment.attrib["ref"])] = words.text
    return found


def _comment_parts(packed: zipfile.ZipFile, relations: str) -> list[str]:
    if relations not in packed.namelist():
        return []
    tree = ElementTree.fromstring(packed.read(relations))
    return [each.attrib["Target"] for each in tree if each.attrib["Type"].endswith("/comments")]


def _area(reference: str) -> Area:
    left, top, right, bottom = range_boundaries(reference)
    return int(left or 1), int(top or 1), int(right or 1), int(bottom or 1)
