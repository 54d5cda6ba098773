"""What several scenes have: clouds, foam, gulls."""

from __future__ import annotations

import math

from articles.management.demo.canvas import Canvas, Colour


def clouds(c: Canvas, colour: Colour, top: float, bottom: float, count: int, opacity: float = 0.22) -> None:
    """Flat clouds, each a row of overlapping circles squeezed along a line."""
    for _cloud in range(count):
        across, down, long = c.random.uniform(-0.1, 1), c.random.uniform(top, bottom), c.random.uniform(0.08, 0.24)
        for puff in range(9):
            share = puff / 8
            radius = 0.004 + 0.016 * math.sin(share * math.pi) * c.random.uniform(0.6, 1.2)
            place = (across + long * share, down - radius * 0.4)
            oval = [
                (place[0] + math.cos(a / 24 * 6.2832) * radius * 2.4, place[1] + math.sin(a / 24 * 6.2832) * radius)
                for a in range(24)
            ]
            c.polygon(oval, colour, opacity)


def foam(c: Canvas, level: float, count: int, nearness: int) -> None:
    for _crest in range(count):
        across, down = c.random.random(), level + c.random.uniform(0.006, 0.03)
        reach = c.random.uniform(0.006, 0.016) * (1 + nearness * 0.18)
        c.line(
            [(across - reach, down + 0.002), (across, down), (across + reach, down + 0.003)],
            "#eef6f7",
            0.001 + nearness * 0.0002,
            0.6,
        )


def gulls(c: Canvas, count: int, colour: Colour, across: tuple[float, float], down: tuple[float, float]) -> None:
    for _gull in range(count):
        middle = (c.random.uniform(*across), c.random.uniform(*down))
        reach = c.random.uniform(0.007, 0.015)
        left, right = (middle[0] - reach, middle[1] - reach * 0.5), (middle[0] + reach, middle[1] - reach * 0.7)
        elbows = (
            (middle[0] - reach * 0.45, middle[1] - reach * 0.85),
            (middle[0] + reach * 0.45, middle[1] - reach * 0.9),
        )
        c.line([left, elbows[0], middle, elbows[1], right], colour, 0.0013)
