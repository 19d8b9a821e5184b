"""What looks like a person's name, number or address, and what does not."""

import pytest

from kokemus.core.personal import seems_personal


@pytest.mark.parametrize(
    "text",
    [
        "soita 040 123 4567",
        "+358 40 1234567",
        "010190-123A",
        "aino.virtanen@example.org",
        "Tulisi Aino Virtanen",
    ],
)
def test_personal_text_is_noticed(text: str) -> None:
    assert seems_personal(text)


@pytest.mark.parametrize(
    "text", ["Luento 12.12.2026 klo 14", "hinta 100–200 €", "@", "", "@" * 3000, "a" * 3000 + "@"]
)
def test_other_text_is_not(text: str) -> None:
    assert not seems_personal(text)
