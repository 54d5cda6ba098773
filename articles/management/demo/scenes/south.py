"""A southern fishing port at noon."""

from __future__ import annotations

import math

from articles.management.demo.canvas import Canvas, Colour, between


def southern_port(c: Canvas) -> None:
    c.gradient(["#3f8fc4", "#7fbfe0", "#cfe6ea", "#f7e9cc"], 0, 0.6)
    c.glow((0.8, 0.14), 0.22, "#fffdf0")
    c.circle((0.8, 0.14), 0.035, "#ffffff")
    c.hills(0.54, 0.05, "#c9b591", opacity=0.8)
    for left, wide, top in (
        (0.02, 0.12, 0.45),
        (0.12, 0.1, 0.4),
        (0.21, 0.13, 0.47),
        (0.52, 0.11, 0.43),
        (0.62, 0.14, 0.48),
        (0.75, 0.1, 0.41),
        (0.84, 0.18, 0.46),
    ):
        white_house(c, left, wide, top)
    mosque(c)
    for across, top in ((0.115, 0.33), (0.6, 0.35), (0.945, 0.3)):
        palm(c, across, top)
    c.rectangle(0, 0.615, 1, 0.65, "#d9c39a")
    c.rectangle(0, 0.643, 1, 0.65, "#a58c63")
    c.mirror(0.65, "#1f8a9c", 0.56)
    for _ripple in range(150):
        across, down = c.random.random(), 0.665 + c.random.random() * 0.33
        c.line([(across, down), (across + c.random.uniform(0.015, 0.07), down)], "#d9f2ee", 0.0009, 0.35)
    for left, down, size, tint in (
        (0.08, 0.72, 0.9, "#1d5fa8"),
        (0.33, 0.76, 1.1, "#c8402f"),
        (0.62, 0.73, 0.95, "#e0a32e"),
        (0.74, 0.86, 1.35, "#1d7a64"),
    ):
        rowing_boat(c, left, down, size, tint)


def white_house(c: Canvas, left: float, wide: float, top: float) -> None:
    c.rectangle(left, top, left + wide, 0.62, "#fbf6ea")
    c.rectangle(left + wide - 0.02, top, left + wide, 0.62, "#e3d6bd")
    c.rectangle(left - 0.003, top - 0.01, left + wide + 0.003, top + 0.004, "#efe4cc")
    for column in range(3):
        across = left + wide * (0.16 + column * 0.28)
        c.rectangle(across, top + 0.04, across + 0.016, top + 0.08, "#2f6f9f")
        if top < 0.46:
            c.rectangle(across, top + 0.11, across + 0.016, top + 0.15, "#2f6f9f")


def mosque(c: Canvas) -> None:
    c.circle((0.445, 0.455), 0.05, "#3c9a8c")
    c.circle((0.452, 0.455), 0.043, "#348a7d")
    c.line([(0.445, 0.385), (0.445, 0.345)], "#c79a3a", 0.0025)
    c.rectangle(0.37, 0.46, 0.52, 0.62, "#efe0bd")
    c.rectangle(0.505, 0.46, 0.52, 0.62, "#d9c69c")
    c.rectangle(0.366, 0.452, 0.524, 0.468, "#fbf6ea")
    c.rectangle(0.345, 0.24, 0.365, 0.62, "#f8f0dd")
    c.rectangle(0.359, 0.24, 0.365, 0.62, "#dccdae")
    c.rectangle(0.34, 0.29, 0.37, 0.3, "#dccdae")
    c.polygon([(0.343, 0.24), (0.367, 0.24), (0.355, 0.18)], "#3c9a8c")
    for across in (0.395, 0.435, 0.475):
        c.rectangle(across, 0.53, across + 0.02, 0.62, "#8a6f4a")
        c.circle((across + 0.01, 0.53), 0.01, "#8a6f4a")


def palm(c: Canvas, across: float, top: float) -> None:
    c.line([(across, 0.62), (across + 0.004, (0.62 + top) / 2), (across + 0.012, top)], "#7a5d3c", 0.006)
    crown = (across + 0.012, top)
    for leaf in range(9):
        angle = math.pi * (0.02 + leaf / 8 * 0.96)
        reach, drop = math.cos(angle) * 0.06, 0.05 * abs(math.cos(angle)) - 0.045 * math.sin(angle)
        middle = (crown[0] + reach * 0.55, crown[1] - 0.035 * math.sin(angle) - 0.012)
        c.polygon(
            [
                crown,
                (middle[0], middle[1] - 0.009),
                (crown[0] + reach, crown[1] + drop),
                (middle[0], middle[1] + 0.009),
            ],
            between("#2f6b3c", "#4f8f45", leaf % 2),
        )


def rowing_boat(c: Canvas, left: float, water: float, size: float, tint: Colour) -> None:
    wide, high = 0.17 * size, 0.05 * size
    c.polygon(
        [
            (left + 0.01, water + high * 0.9),
            (left + wide, water + high * 0.9),
            (left + wide * 0.8, water + high * 1.5),
            (left + wide * 0.2, water + high * 1.5),
        ],
        "#0f4c5c",
        0.35,
    )
    c.polygon(
        [
            (left, water - high * 0.35),
            (left + wide * 0.2, water),
            (left + wide * 0.8, water),
            (left + wide, water - high * 0.35),
            (left + wide * 0.86, water + high),
            (left + wide * 0.14, water + high),
        ],
        tint,
    )
    c.line(
        [
            (left, water - high * 0.35),
            (left + wide * 0.2, water),
            (left + wide * 0.8, water),
            (left + wide, water - high * 0.35),
        ],
        "#fdf7e6",
        0.004 * size,
    )
    c.line(
        [(left + wide * 0.08, water + high * 0.5), (left + wide * 0.92, water + high * 0.5)],
        between(tint, "#ffffff", 0.5),
        0.002 * size,
    )
    c.line([(left + wide * 0.5, water), (left + wide * 0.5, water - high * 2.2)], "#6b5236", 0.003 * size)
