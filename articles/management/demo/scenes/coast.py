"""Scenes of the coast: the lighthouse, the wind farm, the man on the pier."""

from __future__ import annotations

import math

from articles.management.demo.canvas import Canvas, Colour, between
from articles.management.demo.scenes.parts import clouds, gulls


def lighthouse(c: Canvas) -> None:
    c.gradient(["#0b1030", "#16204d", "#2a3a6e", "#54648f"], 0, 0.74)
    for _star in range(260):
        place = (c.random.random(), c.random.random() ** 1.3 * 0.66)
        c.circle(place, c.random.uniform(0.0003, 0.0013), "#fdf6dc", c.random.uniform(0.35, 1))
    lamp = (0.33, 0.285)
    for spread, opacity in ((0.19, 0.10), (0.13, 0.13), (0.075, 0.18)):
        c.polygon([lamp, (1.05, 0.16 - spread / 2), (1.05, 0.16 + spread)], "#ffefb0", opacity)
        c.polygon([lamp, (-0.05, 0.35 - spread / 4), (-0.05, 0.35 + spread / 3)], "#ffefb0", opacity * 0.8)
    c.gradient(["#3b4a78", "#1c2850", "#0c1430"], 0.74, 1)
    c.glints(0.75, 1, 0.38, 0.09, "#ffe9a8", 120)
    c.polygon(
        [
            (0.1, 0.8),
            (0.17, 0.735),
            (0.25, 0.72),
            (0.29, 0.69),
            (0.38, 0.69),
            (0.43, 0.725),
            (0.5, 0.74),
            (0.57, 0.8),
            (0.62, 0.86),
            (0.06, 0.86),
        ],
        "#0a0e22",
    )
    for number in range(5):
        low, high = 0.69 - number * 0.074, 0.69 - (number + 1) * 0.074
        wide, narrow = 0.034 - number * 0.0028, 0.034 - (number + 1) * 0.0028
        colour = "#e9e4d8" if number % 2 == 0 else "#b8402f"
        c.polygon(
            [(0.33 - wide, low), (0.33 + wide, low), (0.33 + narrow, high), (0.33 - narrow, high)],
            between(colour, "#1c2448", 0.42),
        )
    c.rectangle(0.304, 0.308, 0.356, 0.32, "#11162e")
    c.rectangle(0.315, 0.262, 0.345, 0.308, "#ffeeb4")
    for bar in range(4):
        c.rectangle(0.3145 + bar * 0.0098, 0.262, 0.3162 + bar * 0.0098, 0.308, "#11162e")
    c.polygon([(0.308, 0.262), (0.352, 0.262), (0.33, 0.222)], "#11162e")
    c.glow(lamp, 0.1, "#fff3c4", 0.75)
    c.rectangle(0.4, 0.668, 0.452, 0.728, "#141a36")
    c.polygon([(0.394, 0.67), (0.426, 0.638), (0.458, 0.67)], "#0a0e22")
    c.rectangle(0.42, 0.686, 0.432, 0.702, "#ffd98a")


def turbines(c: Canvas) -> None:
    c.gradient(["#a9c3cf", "#cfdcdd", "#eee9dc", "#f5ebd3"], 0, 0.62)
    c.glow((0.2, 0.5), 0.32, "#fffaf0", 0.7)
    c.gradient(["#dfe3da", "#a8c2c4", "#6f9aa3", "#4a7a88"], 0.6, 1)
    haze = "#e6e7dd"
    for depth in range(5):
        size = 0.10 + 0.075 * depth
        level = 0.605 + 0.021 * depth**1.25
        for place in range(9 - depth):
            across = (place + 0.5 + (depth % 2) * 0.5) / (9 - depth) + c.random.uniform(-0.012, 0.012)
            turbine(
                c,
                across,
                level,
                size,
                between("#fdfdfb", haze, 0.75 - depth * 0.17),
                between("#5d7c88", haze, 0.8 - depth * 0.15),
            )
    c.glints(0.64, 1, 0.3, 0.25, "#f6f3e6", 220)
    for step in range(4):
        c.swell(0.86 + step * 0.04, between("#5f8f9b", "#3d6d7c", step / 4), height=0.008, length=0.13, opacity=0.55)


def turbine(c: Canvas, across: float, foot: float, size: float, light: Colour, shade: Colour) -> None:
    hub = (across, foot - size)
    c.polygon(
        [
            (across - size * 0.013, foot),
            (across + size * 0.013, foot),
            (across + size * 0.006, hub[1]),
            (across - size * 0.006, hub[1]),
        ],
        light,
    )
    c.polygon(
        [
            (across + size * 0.003, foot),
            (across + size * 0.013, foot),
            (across + size * 0.006, hub[1]),
            (across + size * 0.002, hub[1]),
        ],
        shade,
    )
    c.rectangle(
        across - size * 0.02,
        foot - size * 0.02,
        across + size * 0.02,
        foot + size * 0.006,
        "#d7a23a" if size > 0.3 else shade,
    )
    turn = c.random.uniform(0, 2.1)
    for blade in range(3):
        angle = turn + blade * 2 * math.pi / 3
        tip = (hub[0] + math.cos(angle) * size * 0.36, hub[1] + math.sin(angle) * size * 0.54)
        side = (hub[0] + math.cos(angle + 0.16) * size * 0.1, hub[1] + math.sin(angle + 0.16) * size * 0.15)
        c.polygon([hub, side, tip], light)
        c.line([hub, tip], shade, max(0.0006, size * 0.004), 0.7)
    c.circle(hub, size * 0.014, shade)


def bench(c: Canvas) -> None:
    c.gradient(["#b9c6c9", "#d7dbd4", "#ece5d3"], 0, 0.58)
    clouds(c, "#f4f2e9", 0.08, 0.34, 8, opacity=0.3)
    c.gradient(["#c4cdc9", "#93a9ad", "#6d8a92"], 0.57, 1)
    c.hills(0.572, 0.006, "#a9b5b4", waves=4)
    c.glints(0.59, 0.86, 0.35, 0.3, "#eef0e8", 150)
    ship_small(c)
    c.polygon([(0.42, 0.8), (1, 0.76), (1, 0.85), (0.42, 0.855)], "#6a5a4a")
    c.polygon([(0.42, 0.855), (1, 0.85), (1, 0.885), (0.42, 0.88)], "#3f352c")
    for plank in range(22):
        across = 0.42 + plank * 0.0275
        c.line([(across, 0.8 - (across - 0.42) * 0.069), (across - 0.004, 0.857)], "#574a3d", 0.001)
    for across in (0.45, 0.6, 0.76, 0.93):
        c.rectangle(across, 0.87, across + 0.022, 1, "#382f27")
    dark = "#22262b"
    for across in (0.63, 0.77):
        c.line([(across, 0.745), (across, 0.815)], dark, 0.005)
    c.line([(0.612, 0.742), (0.79, 0.738)], dark, 0.007)
    c.line([(0.775, 0.74), (0.795, 0.625)], dark, 0.005)
    c.line([(0.66, 0.628), (0.81, 0.622)], dark, 0.006)
    c.line([(0.665, 0.672), (0.805, 0.668)], dark, 0.006)
    sitting_man(c, 0.69, dark)
    gulls(c, 5, "#5c676b", (0.1, 0.55), (0.15, 0.4))


def sitting_man(c: Canvas, across: float, dark: Colour) -> None:
    """A man in a cap and coat, seen from the side, looking out to sea."""
    c.polygon(
        [
            (across - 0.03, 0.74),
            (across + 0.035, 0.74),
            (across + 0.034, 0.6),
            (across + 0.02, 0.545),
            (across - 0.004, 0.545),
            (across - 0.022, 0.6),
        ],
        "#2c3a47",
    )
    c.polygon(
        [(across - 0.085, 0.715), (across + 0.01, 0.7), (across + 0.01, 0.745), (across - 0.08, 0.745)], "#333b42"
    )
    c.polygon(
        [(across - 0.088, 0.718), (across - 0.06, 0.718), (across - 0.064, 0.805), (across - 0.086, 0.805)], "#333b42"
    )
    c.polygon(
        [(across - 0.105, 0.795), (across - 0.063, 0.795), (across - 0.063, 0.812), (across - 0.108, 0.812)], "#1a1c1f"
    )
    c.line([(across + 0.005, 0.6), (across - 0.012, 0.665), (across - 0.052, 0.7)], "#243240", 0.014)
    c.circle((across - 0.054, 0.7), 0.0068, "#c9a487")
    c.circle((across + 0.004, 0.51), 0.0195, "#c9a487")
    c.polygon([(across + 0.024, 0.535), (across + 0.02, 0.485), (across + 0.026, 0.5)], "#d8d4cb")
    c.polygon(
        [
            (across - 0.03, 0.502),
            (across + 0.025, 0.497),
            (across + 0.022, 0.474),
            (across - 0.002, 0.466),
            (across - 0.018, 0.478),
        ],
        dark,
    )


def ship_small(c: Canvas) -> None:
    tint = "#7d8f95"
    c.polygon([(0.13, 0.556), (0.33, 0.556), (0.318, 0.582), (0.142, 0.582)], tint)
    c.rectangle(0.285, 0.505, 0.308, 0.557, tint)
    c.rectangle(0.16, 0.54, 0.275, 0.557, between(tint, "#a9695a", 0.35))
    c.line([(0.2, 0.54), (0.2, 0.49)], tint, 0.0015)
