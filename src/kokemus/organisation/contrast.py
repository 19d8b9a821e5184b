"""Whether a colour can be read on the pages' backgrounds (WCAG 2.2, 1.4.3), and a darker one that can. Pure."""

BACKGROUNDS = ("#ffffff", "#f7f4ee", "#e6eeef")  # white, birch and mist: core/look/tokens.css
LEAST = 4.5
STEP = 0.96


def parts(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of #rrggbb, 0–255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def ratio(one: str, other: str) -> float:
    """The contrast of two colours, 1–21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def least(colour: str) -> float:
    """The contrast on the background on which the colour stands out worst."""
    return min(ratio(colour, background) for background in BACKGROUNDS)


def darker(colour: str) -> str:
    """The same hue, darkened until it can be read everywhere; the colour itself when it can already."""
    red, green, blue = (float(part) for part in parts(colour))
    while least(colour) < LEAST:
        red, green, blue = red * STEP, green * STEP, blue * STEP
        colour = f"#{int(red):02x}{int(green):02x}{int(blue):02x}"
    return colour


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
