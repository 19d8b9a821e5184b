"""An undefined template variable fails the test that draws it (tests/test_templates.py tells what passes)."""


class UndefinedVariable(AssertionError):
    """A template names what its view does not give."""


class Undefined(str):
    """`string_if_invalid` of the tests: true, with a place for the name, so that Django fills it in, which raises."""

    __slots__ = ()

    def __mod__(self, name: object) -> str:
        raise UndefinedVariable(name)
