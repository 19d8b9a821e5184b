"""A logo made safe: what was uploaded is drawn anew, small, as a PNG that carries nothing but its pixels."""

import hashlib
import io
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 25_000_000  # larger ones unpack into hundreds of megabytes
FORMATS = ("PNG", "JPEG", "WEBP")
BOX = (240, 40)  # in the header, in CSS pixels
DENSITY = 3  # pixels of the sharpest phones for each of those


class Unusable(Exception):
    """The file is no picture of the three formats, or it is too large."""


@dataclass(frozen=True)
class Drawn:
    """A logo as it is kept: PNG bytes, its size in CSS pixels, and a name that changes with it."""

    content: bytes
    width: int
    height: int

    @property
    def version(self) -> str:
        """Part of the address, so that browsers fetch a new logo at once."""
        return hashlib.sha256(self.content).hexdigest()[:16]


def redrawn(content: bytes) -> Drawn:
    """The logo to keep; raises Unusable. Nothing of the file itself remains: no metadata, no appended data."""
    if len(content) > MOST_BYTES:
        raise Unusable
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Unusable
            pixels = picture.convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise Unusable from error
    pixels.thumbnail((BOX[0] * DENSITY, BOX[1] * DENSITY))
    clean = Image.new("RGBA", pixels.size)
    clean.paste(pixels)
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    scale = min(BOX[0] / clean.width, BOX[1] / clean.height)
    return Drawn(out.getvalue(), max(1, round(clean.width * scale)), max(1, round(clean.height * scale)))
