"""Every reading that the log keeps can be told to the person in words: what was done and why."""

import ast
from pathlib import Path

import kokemus
from kokemus.experts import reading

READINGS = {"reading", "reading_many", "reading_ids"}
SOURCE = Path(kokemus.__path__[0])


def literals():
    """(verb, purpose) of every call that logs a reading; what is no literal is None."""
    for path in SOURCE.rglob("*.py"):
        if "tests" in path.parts or path.parent.name == "audit":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in READINGS
            ):
                purpose = next((each.value for each in node.keywords if each.arg == "purpose"), None)
                yield path.name, _text(node.args[0] if node.args else None), _text(purpose)


def _text(node):
    return node.value if isinstance(node, ast.Constant) else None


def test_every_reading_has_words_for_what_was_done():
    found = [(name, verb) for name, verb, _purpose in literals() if verb is not None]
    assert len(found) > 5
    assert [each for each in found if each[1] not in reading.WORDS] == []


def test_every_purpose_that_is_kept_as_a_word_has_words():
    found = [(name, purpose) for name, _verb, purpose in literals() if purpose is not None]
    assert found
    assert [each for each in found if each[1] not in reading.PURPOSES] == []
