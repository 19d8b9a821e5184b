"""Verbs of `fees`, one module per theme: the only writers of its tables."""
