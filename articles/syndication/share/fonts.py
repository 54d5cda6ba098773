"""A font that has every letter of a text.

Source Serif Pro comes along as a package: Latin, Greek and Cyrillic letters look the same on every machine. Other scripts
want a font of the system (Debian: fonts-noto-core or fonts-dejavu-core) or of a folder in SHARE_FONTS. Where no font has
all letters, or letters that join want a shaper that this Pillow lacks, there is no picture: better none than one with
boxes in it.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib import resources
from pathlib import Path

from django.conf import settings
from PIL import ImageFont, features

PACKAGE, OURS = "font_source_serif_pro", "files/SourceSerifPro-Bold.otf"
NOBODY = "\U0010ffff"  # a character that no font has
# The faces of the site's own style sheet first, bold for headlines. By file name, wherever the system keeps them.
KNOWN = (
    "NotoSerif-Bold.ttf", "NotoNaskhArabic-Bold.ttf", "NotoSansArabic-Bold.ttf", "DejaVuSerif-Bold.ttf",
    "LiberationSerif-Bold.ttf", "NotoSans-Bold.ttf", "DejaVuSans-Bold.ttf", "NotoSerifHebrew-Bold.ttf",
    "NotoSansHebrew-Bold.ttf", "NotoNaskhArabic-Regular.ttf", "NotoSansArabic-Regular.ttf", "GeezaPro.ttc",
    "NotoSerifCJK-Bold.ttc", "NotoSansCJK-Bold.ttc", "NotoSerifDevanagari-Bold.ttf", "NotoSansDevanagari-Bold.ttf",
)  # fmt: skip
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts")
JOINING = frozenset("ARABIC SYRIAC DEVANAGARI BENGALI TAMIL TELUGU KHMER THAI MYANMAR".split())


def font_for(text: str, direction: str) -> str | None:
    """The file of the first font that has all of `text`; None when it cannot be set here."""
    letters = frozenset(letter for letter in text if unicodedata.category(letter)[0] not in "CZM")
    if not can_shape() and (direction == "rtl" or any(script_of(letter) in JOINING for letter in letters)):
        return None
    return next((file for file in files() if has_all(file, letters)), None)


def can_shape() -> bool:
    """Whether this Pillow joins letters and orders those that run the other way."""
    return bool(features.check("raqm"))


def script_of(letter: str) -> str:
    return unicodedata.name(letter, "?").partition(" ")[0]


def files() -> tuple[str, ...]:
    """The fonts there are, in the order in which they are asked."""
    return found_in(tuple(settings.SHARE_FONTS))


@lru_cache(maxsize=8)
def found_in(own: tuple[str, ...]) -> tuple[str, ...]:
    """Every font of the newsroom's own folders by name, then ours, then the known ones of the system."""
    chosen = [str(file) for folder in own for file in sorted(Path(folder).glob("*.[ot]tf"))]
    there: dict[str, str] = {}
    for folder in FOLDERS:
        for file in sorted(Path(folder).rglob("*.tt[fc]")) if Path(folder).is_dir() else []:
            there.setdefault(file.name, str(file))
    return (*chosen, bundled(), *(there[name] for name in KNOWN if name in there))


def bundled() -> str:
    return str(resources.files(PACKAGE) / OURS)


@lru_cache(maxsize=512)
def has_all(file: str, letters: frozenset[str]) -> bool:
    return all(has(file, letter) for letter in letters)


@lru_cache(maxsize=8192)
def has(file: str, letter: str) -> bool:
    """Whether the font draws `letter`, and not the box that stands for what it lacks."""
    font = loaded(file, 20)
    return bytes(font.getmask(letter)) != bytes(font.getmask(NOBODY))


@lru_cache(maxsize=64)
def loaded(file: str, size: int) -> ImageFont.FreeTypeFont:
    """The font in pixels. A broken file is none of `files`: whoever put it there is told by the error."""
    return ImageFont.truetype(file, size)
