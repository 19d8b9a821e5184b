"""Reads a register kept in a spreadsheet; see README.md."""

from kokemus.experts.importer.outcome import Override, Plan
from kokemus.experts.importer.planning import plan
from kokemus.experts.importer.reading import read
from kokemus.experts.importer.storing import from_json, to_json
from kokemus.experts.importer.workbook import UnreadableFile

__all__ = ["Override", "Plan", "UnreadableFile", "from_json", "plan", "read", "to_json"]
