"""Make the one stylesheet, core/static/kokemus/kokemus.css, from Designsystemet's components and our own parts.

    tools/vendor_look.py              after a change in core/look/: bundle again
    tools/vendor_look.py --vendor     after `npm ci`: first take Designsystemet and the typeface from node_modules

What is vendored is committed, so that neither a set-up nor a page ever fetches it.
"""

import argparse
import gzip
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOOK = ROOT / "src/kokemus/core/look"
STATIC = ROOT / "src/kokemus/core/static/kokemus"
MODULES = ROOT / "node_modules"

DESIGNSYSTEMET = MODULES / "@digdir/designsystemet-css"
COMPONENTS = ("button", "input", "field", "fieldset", "label", "details", "alert", "validation-message")
TYPEFACE = MODULES / "@fontsource-variable/atkinson-hyperlegible-next"
FONTS = {
    "files/atkinson-hyperlegible-next-latin-wght-normal.woff2": "atkinson-next-latin.woff2",
    "files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2": "atkinson-next-latin-ext.woff2",
    "LICENSE": "OFL.txt",
}
PARTS = ("tokens", "base", "frame", "parts", "forms", "data", "print")
BANNER = "/*! Components: Designsystemet, MIT, Digitaliseringsdirektoratet. Made from core/look/. */\n"


def vendor() -> None:
    """Copy the components and the typeface out of node_modules."""
    parts = [(DESIGNSYSTEMET / f"dist/src/{name}.css").read_text() for name in COMPONENTS]
    (LOOK / "designsystemet.css").write_text("\n".join(part.strip() for part in parts) + "\n")
    shutil.copyfile(DESIGNSYSTEMET / "LICENSE", LOOK / "designsystemet-LICENSE.txt")
    (STATIC / "fonts").mkdir(parents=True, exist_ok=True)
    for source, name in FONTS.items():
        shutil.copyfile(TYPEFACE / source, STATIC / "fonts" / name)


def minified(css: str) -> str:
    """The CSS without comments and needless white space (quoted texts stay as they are)."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    pieces = re.split(r'("[^"]*")', css)
    for at in range(0, len(pieces), 2):
        piece = re.sub(r"\s+", " ", pieces[at])
        piece = re.sub(r" ?([{};,>]) ?", r"\1", piece)
        pieces[at] = re.sub(r": (?=[^{}]*[;}]|$)", ":", piece)
    return "".join(pieces).replace(";}", "}").strip()


def bundle() -> str:
    """The whole stylesheet: Designsystemet's layer under ours."""
    borrowed = (LOOK / "designsystemet.css").read_text().replace("\n", "")
    own = minified("\n".join((LOOK / f"{name}.css").read_text() for name in PARTS))
    return f"{BANNER}@layer ds,kokemus;@layer ds{{{borrowed}}}\n@layer kokemus{{{own}}}\n"


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--vendor", action="store_true", help="take the packages from node_modules first")
    if parser.parse_args().vendor:
        if not DESIGNSYSTEMET.is_dir() or not TYPEFACE.is_dir():
            print("node_modules lacks the look's packages: run `npm ci` first", file=sys.stderr)
            return 2
        vendor()
    css = bundle()
    (STATIC / "kokemus.css").write_text(css)
    print(
        f"kokemus.css: {len(css) / 1000:.1f} kB, {len(gzip.compress(css.encode(), 9)) / 1000:.1f} kB gzipped"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
