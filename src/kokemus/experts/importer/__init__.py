"""Reads a register kept in a spreadsheet; see README.md."""
