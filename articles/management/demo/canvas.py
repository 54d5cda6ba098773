"""A canvas for the demo's pictures: fractions instead of pixels, colours that blend, edges without steps."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

RATIO = 3 / 2
OVERSIZE = 2  # drawn twice as large and scaled down, which smooths every edge

Point = tuple[float, float]
Colour = str | tuple[int, int, int]


class Canvas:
    """A picture in 3:2. Across and down run from 0 to 1; `random` is seeded by the scene's name, so it draws the same."""

    def __init__(self, seed: str, width: int):
        self.size = (width * OVERSIZE, round(width / RATIO) * OVERSIZE)
        self.image = Image.new("RGB", self.size)
        self.random = Random(seed)  # noqa: S311 - drawing, not security

    def at(self, point: Point) -> Point:
        return (point[0] * self.size[0], point[1] * self.size[1])

    def gradient(self, colours: Sequence[Colour], top: float = 0.0, bottom: float = 1.0) -> None:
        """Fill from `top` to `bottom` with colours that blend downwards."""
        strip = Image.new("RGB", (1, len(colours)))
        for row, colour in enumerate(colours):
            strip.putpixel((0, row), rgb(colour))
        first, last = round(top * self.size[1]), round(bottom * self.size[1])
        # Half a row is left out at either end: resizing blends between the middles of the rows.
        box = (0, 0.5, 1, len(colours) - 0.5)
        band = strip.resize((self.size[0], last - first), Image.Resampling.BILINEAR, box=box)
        self.image.paste(band, (0, first))

    def polygon(self, points: Sequence[Point], colour: Colour, opacity: float = 1.0) -> None:
        self._draw(lambda draw, fill: draw.polygon([self.at(point) for point in points], fill=fill), colour, opacity)

    def rectangle(
        self, left: float, top: float, right: float, bottom: float, colour: Colour, opacity: float = 1.0
    ) -> None:
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], colour, opacity)

    def line(self, points: Sequence[Point], colour: Colour, thick: float, opacity: float = 1.0) -> None:
        """A line `thick` of the width wide."""
        width = max(1, round(thick * self.size[0]))
        path = [self.at(point) for point in points]
        self._draw(lambda draw, fill: draw.line(path, fill=fill, width=width, joint="curve"), colour, opacity)

    def circle(self, middle: Point, radius: float, colour: Colour, opacity: float = 1.0) -> None:
        """A circle; `radius` in parts of the width."""
        across, down = self.at(middle)
        reach = radius * self.size[0]
        box = (across - reach, down - reach, across + reach, down + reach)
        self._draw(lambda draw, fill: draw.ellipse(box, fill=fill), colour, opacity)

    def glow(self, middle: Point, radius: float, colour: Colour, strength: float = 1.0) -> None:
        """Light around a point, fading outwards."""
        side = 256
        fade = ImageChops.invert(Image.radial_gradient("L").resize((side, side)))
        # 74 is what Pillow's gradient has left half-way along an edge; squared, the light ends without a rim.
        fade = fade.point(lambda value: min(255, int(255 * (max(0, value - 75) / 180) ** 2 * strength * 1.3)))
        reach = round(radius * self.size[0])
        across, down = (round(value) for value in self.at(middle))
        fade = fade.resize((2 * reach, 2 * reach), Image.Resampling.BICUBIC)
        self.image.paste(rgb(colour), (across - reach, down - reach), fade)

    def hills(self, level: float, height: float, colour: Colour, waves: int = 3, opacity: float = 1.0) -> None:
        """A soft ridge from edge to edge around `level`, filled to the bottom."""
        shifts = [(self.random.uniform(0, 6.3), self.random.uniform(0.5, 1) / (wave + 1)) for wave in range(waves)]
        ridge = []
        for step in range(161):
            across = step / 160
            lift = sum(
                size * math.sin(across * 6.3 * (wave + 0.7) + shift) for wave, (shift, size) in enumerate(shifts)
            )
            ridge.append((across, level - height * lift))
        self.polygon([*ridge, (1, 1), (0, 1)], colour, opacity)

    def swell(
        self, level: float, colour: Colour, *, height: float = 0.01, length: float = 0.12, opacity: float = 1.0
    ) -> None:
        """The back of a wave from edge to edge, with pointed crests, filled to the bottom."""
        shift = self.random.random()
        crests = [
            (step / 320, level + height * abs(math.sin((step / 320 / length + shift) * math.pi))) for step in range(321)
        ]
        self.polygon([*crests, (1, 1), (0, 1)], colour, opacity)

    def glints(self, top: float, bottom: float, middle: float, spread: float, colour: Colour, count: int = 120) -> None:
        """Short strokes of light on water, wider and farther apart towards the viewer."""
        for _stroke in range(count):
            depth = self.random.random() ** 1.4
            down = top + (bottom - top) * depth
            across = middle + self.random.gauss(0, spread * (0.25 + depth))
            reach = (0.004 + 0.03 * depth) * self.random.uniform(0.4, 1.2)
            self.line([(across - reach, down), (across + reach, down)], colour, 0.0008 + 0.0022 * depth, 0.55)

    def mirror(self, level: float, colour: Colour, opacity: float) -> None:
        """Below `level` the picture upside down, blurred and tinted: still water."""
        edge = round(level * self.size[1])
        below = self.size[1] - edge
        above = self.image.crop((0, edge - below, self.size[0], edge)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        above = above.filter(ImageFilter.BoxBlur(self.size[0] // 400))
        self.image.paste(Image.blend(above, Image.new("RGB", above.size, rgb(colour)), opacity), (0, edge))

    def jpeg(self) -> bytes:
        """The finished picture as a file."""
        small = self.image.reduce(OVERSIZE)
        file = io.BytesIO()
        small.save(file, "JPEG", quality=92, subsampling=0)
        return file.getvalue()

    def _draw(self, act, colour: Colour, opacity: float) -> None:
        if opacity >= 1:
            act(ImageDraw.Draw(self.image), rgb(colour))
            return
        draw = ImageDraw.Draw(self.image, "RGBA")  # in this mode a fill with opacity blends with what is below
        act(draw, (*rgb(colour), round(255 * opacity)))


def rgb(colour: Colour) -> tuple[int, int, int]:
    return ImageColor.getrgb(colour)[:3] if isinstance(colour, str) else colour


def between(first: Colour, second: Colour, share: float) -> tuple[int, int, int]:
    """The colour `share` of the way from the first to the second."""
    one, two = rgb(first), rgb(second)
    return tuple(round(a + (b - a) * share) for a, b in zip(one, two, strict=True))  # type: ignore[return-value]  # three each
