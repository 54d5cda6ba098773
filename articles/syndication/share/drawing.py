"""The share picture itself. Pure: the same card is the same picture, whatever the time and the machine's language."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from articles.syndication.share.fonts import loaded
from articles.syndication.share.setting import Set, set_in

WIDTH, HEIGHT = 1200, 630
MARGIN = 72
SMALL = 30  # pixels: label and name of the site
# The light scheme of static/css/site.css.
PAPER, INK, SOFT, ACCENT = "#fffefb", "#1b1a18", "#57534d", "#8a1c22"
ON_PICTURE, SOFT_ON_PICTURE = "#ffffff", "#e6e1d8"
QUALITY = 88


@dataclass(frozen=True)
class Card:
    """What the picture says, and the font files it is set in. `above` is the label and section, `site` the paper's name."""

    headline: str
    above: str
    site: str
    direction: str
    fonts: tuple[str, str, str]  # of the three, in this order


def drawn(card: Card, ground: bytes | None = None) -> bytes:
    """A JPEG. `ground` is one of our own renditions, which lies behind the words, darkened so that they can be read."""
    canvas = grounded(ground) if ground else Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    ink, soft, mark = (ON_PICTURE, SOFT_ON_PICTURE, ON_PICTURE) if ground else (INK, SOFT, ACCENT)
    draw = ImageDraw.Draw(canvas)
    draw.rectangle((0, 0, WIDTH, 14), fill=ACCENT)
    headline = set_in(
        card.headline,
        card.fonts[0],
        width=WIDTH - 2 * MARGIN,
        height=HEIGHT - 2 * MARGIN - 130,
        direction=card.direction,
    )
    top = HEIGHT - MARGIN - 64 - headline.height if ground else MARGIN + 74
    line(draw, top - 56, card.above, card.fonts[1], SMALL, mark, card.direction)
    lines(draw, top, headline, card, ink)
    foot = HEIGHT - MARGIN - SMALL
    if not ground:
        draw.rectangle((MARGIN, foot - 24, WIDTH - MARGIN, foot - 22), fill=INK)
    line(draw, foot, card.site, card.fonts[2], SMALL, soft, card.direction)
    out = io.BytesIO()
    canvas.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def grounded(ground: bytes) -> Image.Image:
    """The picture, filling the card, under a shade that grows to the foot: white words read at 7 to 1 on any picture."""
    with Image.open(io.BytesIO(ground), formats=["JPEG"]) as opened:
        picture = opened.convert("RGB")
    scale = max(WIDTH / picture.width, HEIGHT / picture.height)
    size = (max(WIDTH, round(picture.width * scale)), max(HEIGHT, round(picture.height * scale)))
    picture = picture.resize(size, Image.Resampling.LANCZOS)
    left, top = (size[0] - WIDTH) // 2, (size[1] - HEIGHT) // 3  # faces are above the middle
    picture = picture.crop((left, top, left + WIDTH, top + HEIGHT))
    shade = Image.new("L", (1, HEIGHT))
    shade.putdata([round(90 + 140 * min(1.0, 1.6 * row / HEIGHT)) for row in range(HEIGHT)])
    return Image.composite(Image.new("RGB", (WIDTH, HEIGHT), "#0c0b0a"), picture, shade.resize((WIDTH, HEIGHT)))


def lines(draw: ImageDraw.ImageDraw, top: int, headline: Set, card: Card, ink: str) -> None:
    for number, words in enumerate(headline.lines):
        line(draw, top + number * headline.leading, words, card.fonts[0], headline.size, ink, card.direction)


def line(draw: ImageDraw.ImageDraw, top: int, words: str, file: str, size: int, ink: str, direction: str) -> None:
    """One line, from the side where its language begins."""
    runs_left = direction == "rtl"
    place = (WIDTH - MARGIN if runs_left else MARGIN, top)
    font = loaded(file, size)
    shaping: dict[str, Any] = {"direction": direction} if font.layout_engine == ImageFont.Layout.RAQM else {}
    draw.text(place, words, font=font, fill=ink, anchor="ra" if runs_left else "la", **shaping)
