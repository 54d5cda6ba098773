"""Scenes of the town: the houses on the quay, rain over the roofs, containers in the yard."""

from __future__ import annotations

from articles.management.demo.canvas import Canvas, Colour, between
from articles.management.demo.scenes.parts import clouds


def quay_houses(c: Canvas) -> None:
    c.gradient(["#c7d8e0", "#e3e6df", "#f4ecd9"], 0, 0.62)
    clouds(c, "#fbfbf7", 0.05, 0.22, 6)
    tints = [
        "#b5523b",
        "#d9a441",
        "#4f7a78",
        "#e6d6b8",
        "#7f8fa6",
        "#c97b5a",
        "#8a3b3b",
        "#a7b08c",
        "#dcc08e",
        "#5a6b8c",
    ]
    left, number = -0.01, 0
    while left < 1:
        wide = c.random.uniform(0.075, 0.105)
        house(c, left, left + wide, c.random.uniform(0.27, 0.37), tints[number % len(tints)])
        left, number = left + wide, number + 1
    c.rectangle(0, 0.6, 1, 0.645, "#8d8577")
    for stone in range(60):
        c.line([(stone / 60, 0.6), (stone / 60 + 0.004, 0.645)], "#7a7366", 0.0008, 0.5)
    c.mirror(0.645, "#33566a", 0.4)
    for _ripple in range(170):
        down = 0.66 + c.random.random() * 0.34
        across = c.random.random()
        c.line([(across, down), (across + c.random.uniform(0.02, 0.09), down)], "#dfe9ea", 0.0008, 0.22)


def house(c: Canvas, left: float, right: float, eaves: float, colour: Colour) -> None:
    middle, roof = (left + right) / 2, eaves - c.random.uniform(0.07, 0.1)
    c.polygon([(left, eaves), (middle, roof), (right, eaves)], between(colour, "#3d2b26", 0.12))
    c.rectangle(left, eaves - 0.001, right, 0.605, colour)
    c.rectangle(right - 0.004, eaves, right, 0.605, between(colour, "#20222a", 0.25))
    c.line([(left - 0.001, eaves), (middle, roof), (right + 0.001, eaves)], "#f0e8d6", 0.0022)
    step = (right - left) / 3
    rows = int((0.5 - eaves) / 0.075)
    for row in range(rows):
        for column in range(3):
            across, down = left + step * (column + 0.27), eaves + 0.03 + row * 0.078
            lit = c.random.random() < 0.16
            c.rectangle(across - 0.002, down - 0.003, across + step * 0.46 + 0.002, down + 0.047, "#f0e8d6")
            c.rectangle(across, down, across + step * 0.46, down + 0.044, "#f6cf7d" if lit else "#3f4f5c")
            c.line([(across + step * 0.23, down), (across + step * 0.23, down + 0.044)], "#f0e8d6", 0.0009)
    c.rectangle(middle - 0.011, 0.53, middle + 0.011, 0.605, between(colour, "#1d2a2e", 0.65))
    c.circle((middle, (eaves + roof * 1.2) / 2.2 + 0.005), 0.006, "#3f4f5c")


def storm(c: Canvas) -> None:
    c.gradient(["#23282f", "#3a434c", "#56626a", "#7b868a"], 0, 0.75)
    clouds(c, "#2a3037", 0.0, 0.34, 16, opacity=0.34)
    clouds(c, "#515c64", 0.14, 0.42, 10, opacity=0.25)
    for depth, level in enumerate((0.56, 0.64, 0.74)):
        roofs(c, level, between("#59636a", "#1d2126", depth / 2.2), 11 - depth * 2, depth)
    for _drop in range(750):
        across, down = c.random.uniform(-0.1, 1.1), c.random.uniform(-0.1, 1)
        reach = c.random.uniform(0.02, 0.075)
        c.line(
            [(across, down), (across - reach * 0.32, down + reach)],
            "#cfd8dc",
            c.random.choice((0.0006, 0.0009, 0.0013)),
            c.random.uniform(0.1, 0.34),
        )


def roofs(c: Canvas, level: float, colour: Colour, count: int, depth: int) -> None:
    """A row of gables and chimneys, some windows lit."""
    wide = 1 / count
    for number in range(-1, count + 1):
        left = (number + c.random.uniform(-0.1, 0.1)) * wide
        ridge = level - c.random.uniform(0.05, 0.11)
        c.polygon(
            [(left, level), (left + wide * 0.5, ridge), (left + wide, level), (left + wide, 1), (left, 1)], colour
        )
        c.rectangle(left + wide * 0.68, ridge - 0.012, left + wide * 0.78, level, colour)
        c.line(
            [(left, level), (left + wide * 0.5, ridge), (left + wide, level)], between(colour, "#b8c4c9", 0.16), 0.0014
        )
        for _window in range(depth * 2):
            across, down = left + wide * c.random.uniform(0.15, 0.75), level + c.random.uniform(0.04, 0.2)
            lit = c.random.random() < 0.5
            c.rectangle(
                across, down, across + 0.014, down + 0.03, "#f2c46d" if lit else between(colour, "#000000", 0.3)
            )


def containers(c: Canvas) -> None:
    c.gradient(["#9fb3bd", "#d5dad4"], 0, 0.3)
    tints = ["#a8452e", "#2f5d7c", "#3f7a5b", "#c78a2e", "#8a8f94", "#b9b2a3", "#7d3030", "#4d6a8a", "#d9d4c7"]
    wide, high = 0.168, 0.148
    for column in range(7):
        top = c.random.choice((1, 1, 0, 2))
        for row in range(7):
            if row < top:
                continue
            left, down = column * wide - 0.09 + (row % 2) * 0.004, 1.02 - (7 - row) * high
            container(c, left, down, wide - 0.005, high - 0.006, c.random.choice(tints))


def container(c: Canvas, left: float, top: float, wide: float, high: float, tint: Colour) -> None:
    c.rectangle(left, top, left + wide, top + high, tint)
    ribs = 22
    for rib in range(ribs):
        across = left + 0.006 + (wide - 0.012) * rib / ribs
        c.rectangle(
            across, top + 0.012, across + wide / ribs * 0.45, top + high - 0.012, between(tint, "#101418", 0.16)
        )
    c.rectangle(left, top, left + wide, top + 0.009, between(tint, "#ffffff", 0.16))
    c.rectangle(left, top + high - 0.009, left + wide, top + high, between(tint, "#000000", 0.35))
    for across in (left, left + wide - 0.006):
        c.rectangle(across, top, across + 0.006, top + high, between(tint, "#000000", 0.22))
    if c.random.random() < 0.45:
        c.rectangle(left + wide * 0.62, top + 0.03, left + wide * 0.9, top + 0.052, between(tint, "#ffffff", 0.7))
        c.rectangle(left + wide * 0.7, top + 0.06, left + wide * 0.9, top + 0.07, between(tint, "#ffffff", 0.5))
    if c.random.random() < 0.3:
        c.polygon([(left + 0.02, top + 0.03), (left + 0.05, top + 0.08), (left + 0.03, top + 0.12)], "#5c3420", 0.28)
