"""Whether a text seems to hold somebody's name or number: said to the writer before it is sent. Pure."""

import re

# An identity code (ddmmyy, sign of the century, three digits and a check sign), a phone number, an e-mail address.
PERSONAL = re.compile(
    r"\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b|(?<!\d)(?:\+358|0)[\s-]?\d(?:[\s-]?\d){5,}(?!\d)|[\w.+-]{1,64}@[\w-]{1,63}\.\w"
)
NAME = re.compile(r"(?<=[a-zåäö,] )[A-ZÅÄÖ][a-zåäö]+(?:-[A-ZÅÄÖ][a-zåäö]+)? [A-ZÅÄÖ][a-zåäö]{2,}\b")


def seems_personal(text: str) -> bool:
    """Whether a text seems to hold somebody's name, phone number, e-mail address or identity code."""
    return bool(PERSONAL.search(text) or NAME.search(text))
