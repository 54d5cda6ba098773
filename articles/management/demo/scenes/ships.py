"""Scenes with ships: the container quay at dawn, the ferry, the fishing boat."""

from __future__ import annotations

from articles.management.demo.canvas import Canvas, Colour, between
from articles.management.demo.scenes.parts import clouds, foam, gulls


def cranes_at_dawn(c: Canvas) -> None:
    c.gradient(["#2b2f55", "#7a4a6b", "#d9735a", "#f6b26b", "#fbe0a6"], 0, 0.66)
    c.glow((0.62, 0.6), 0.3, "#fff0bf")
    c.circle((0.62, 0.6), 0.045, "#fff6da")
    c.hills(0.64, 0.012, "#6b4560", waves=4)
    c.gradient(["#e79a63", "#a85c5e", "#4a3656", "#241f3d"], 0.66, 1)
    c.glints(0.67, 1, 0.62, 0.07, "#ffe2ad", 170)
    for left, size in ((0.06, 1.0), (0.25, 0.92), (0.8, 0.78)):
        crane(c, left, 0.7, size, "#1b1730")
    ship(c, 0.34, 0.7, "#1f1a34")
    c.rectangle(0, 0.7, 0.36, 0.74, "#15122a")
    c.rectangle(0.74, 0.7, 1, 0.74, "#15122a")
    gulls(c, 7, "#2b2444", (0.4, 0.95), (0.12, 0.4))


def crane(c: Canvas, left: float, foot: float, size: float, colour: Colour) -> None:
    """A gantry crane: two legs, a portal, a long boom and its stays."""
    wide, high = 0.085 * size, 0.44 * size
    beam = foot - high * 0.62
    for across in (left, left + wide):
        c.line([(across, foot), (across, foot - high * 0.7)], colour, 0.006 * size)
    c.line([(left, foot - high * 0.3), (left + wide, foot - high * 0.3)], colour, 0.005 * size)
    c.line([(left, foot - high * 0.05), (left + wide, foot - high * 0.3)], colour, 0.002 * size)
    c.line([(left - 0.07 * size, beam), (left + wide + 0.15 * size, beam)], colour, 0.008 * size)
    mast = (left + wide, foot - high)
    c.line([(left + wide, beam), mast, (left, beam)], colour, 0.004 * size)
    c.line([mast, (left + wide + 0.14 * size, beam)], colour, 0.002 * size)
    c.line([mast, (left - 0.06 * size, beam)], colour, 0.002 * size)
    c.rectangle(left + 0.02, beam, left + 0.045, beam + 0.03 * size, colour)
    hook = left + wide + 0.09 * size
    c.line([(hook, beam), (hook, beam + 0.13 * size)], colour, 0.0015)


def ship(c: Canvas, left: float, water: float, colour: Colour) -> None:
    """A container ship seen from the side, her stacks in muted colours."""
    tints = ["#3a2440", "#4a2b3d", "#2d2647", "#56343f"]
    for column in range(17):
        for row in range(c.random.choice((2, 3, 3, 4))):
            across, down = left + 0.045 + column * 0.0155, water - 0.085 - row * 0.024
            c.rectangle(across, down, across + 0.0145, down + 0.0225, c.random.choice(tints))
    c.polygon(
        [
            (left - 0.012, water - 0.065),
            (left + 0.4, water - 0.065),
            (left + 0.372, water + 0.012),
            (left + 0.012, water + 0.012),
        ],
        colour,
    )
    c.rectangle(left + 0.318, water - 0.2, left + 0.352, water - 0.06, colour)
    c.rectangle(left + 0.311, water - 0.2, left + 0.359, water - 0.178, colour)
    for window in range(4):
        across = left + 0.32 + window * 0.008
        c.rectangle(across, water - 0.17, across + 0.004, water - 0.162, "#ffd98a")


def ferry(c: Canvas) -> None:
    c.gradient(["#8fb8d6", "#bcd7e6", "#e6eff0"], 0, 0.52)
    clouds(c, "#ffffff", 0.06, 0.3, 9)
    c.hills(0.5, 0.02, "#9db8c4")
    c.hills(0.515, 0.012, "#7f9fae", waves=4)
    c.gradient(["#5f93ad", "#3e7797", "#245a7c"], 0.515, 1)
    for step in range(6):
        c.swell(0.53 + step * 0.018, between("#5a8fab", "#3c7596", step / 6), height=0.006, length=0.07 + step * 0.01)
    hull = [(0.235, 0.585), (0.83, 0.585), (0.79, 0.7), (0.285, 0.7)]
    c.polygon(hull, "#f7f5ef")
    c.polygon([(0.2665, 0.66), (0.8045, 0.66), (0.79, 0.71), (0.287, 0.71)], "#1d3f5e")
    c.rectangle(0.33, 0.515, 0.755, 0.588, "#fbfaf6")
    c.rectangle(0.37, 0.455, 0.68, 0.518, "#f1efe7")
    c.polygon([(0.375, 0.41), (0.47, 0.41), (0.485, 0.457), (0.365, 0.457)], "#fbfaf6")
    c.rectangle(0.382, 0.424, 0.472, 0.442, "#2a4a63")
    c.polygon([(0.575, 0.365), (0.635, 0.365), (0.65, 0.457), (0.565, 0.457)], "#c0392f")
    c.polygon([(0.575, 0.365), (0.635, 0.365), (0.638, 0.385), (0.573, 0.385)], "#26292e")
    for deck, (start, end, down) in enumerate(((0.345, 0.745, 0.54), (0.385, 0.665, 0.478))):
        for window in range(26 - 8 * deck):
            across = start + (end - start) * window / (26 - 8 * deck)
            c.rectangle(across, down, across + 0.0095, down + 0.02, "#35566e")
    c.line([(0.255, 0.605), (0.82, 0.605)], "#c9c6bb", 0.0012)
    c.line([(0.43, 0.41), (0.43, 0.33)], "#56646c", 0.002)
    for level in range(9):
        tint = between("#3f7a9b", "#123f60", level / 9)
        c.swell(0.69 + level * 0.036, tint, height=0.014 + level * 0.004, length=0.09 + level * 0.022)
        foam(c, 0.695 + level * 0.036, 9 + level, level)
    gulls(c, 6, "#4f6b7a", (0.62, 0.96), (0.12, 0.36))


def fishing_boat(c: Canvas) -> None:
    c.gradient(["#375a7f", "#8a8fa8", "#e3a98c", "#f7cf97", "#fbe7bd"], 0, 0.6)
    clouds(c, "#f3c3a2", 0.1, 0.3, 8, opacity=0.14)
    c.glow((0.28, 0.545), 0.3, "#fff3d0")
    c.circle((0.28, 0.545), 0.038, "#fffbe9")
    c.hills(0.598, 0.012, "#8f7480", waves=4)
    c.gradient(["#eab88e", "#b08386", "#5c6486", "#2b4064"], 0.6, 1)
    c.glints(0.61, 1, 0.28, 0.06, "#fff0c9", 170)
    hull = "#1f2e4a"
    c.polygon([(0.5, 0.655), (0.57, 0.68), (0.76, 0.68), (0.83, 0.645), (0.8, 0.735), (0.545, 0.735)], hull)
    c.polygon([(0.535, 0.712), (0.81, 0.712), (0.8, 0.738), (0.545, 0.738)], "#a33b2e")
    c.line([(0.5, 0.655), (0.57, 0.68), (0.76, 0.68), (0.83, 0.645)], "#e8dcc3", 0.003)
    c.rectangle(0.7, 0.572, 0.762, 0.68, "#e8dcc3")
    c.rectangle(0.693, 0.565, 0.769, 0.577, hull)
    for across in (0.708, 0.737):
        c.rectangle(across, 0.592, across + 0.018, 0.622, "#41566f")
    c.line([(0.665, 0.68), (0.665, 0.36)], "#26324a", 0.004)
    c.line([(0.665, 0.66), (0.555, 0.46)], "#26324a", 0.0025)
    for end in ((0.83, 0.645), (0.5, 0.655), (0.555, 0.46)):
        c.line([(0.665, 0.365), end], "#26324a", 0.0011)
    c.polygon([(0.66, 0.66), (0.565, 0.49), (0.6, 0.665)], "#4c6a63", 0.6)
    for step in range(14):
        down = 0.742 + step * 0.011
        reach = 0.135 - step * 0.007
        c.line([(0.67 - reach, down), (0.67 + reach * 0.9, down)], hull, 0.004, 0.4 - step * 0.025)
    gulls(c, 11, "#34425c", (0.42, 0.95), (0.14, 0.5))
