"""The stage of the theatre, with its curtain and its one chair."""

from __future__ import annotations

import math

from articles.management.demo.canvas import Canvas, between


def stage(c: Canvas) -> None:
    c.gradient(["#120508", "#1d070b", "#2a0b10"])
    c.polygon([(0.3, 0), (0.44, 0), (0.68, 0.83), (0.32, 0.83)], "#fff0cf", 0.07)
    c.polygon([(0.35, 0), (0.4, 0), (0.64, 0.83), (0.36, 0.83)], "#fff0cf", 0.08)
    c.polygon([(0, 0.76), (1, 0.76), (1, 1), (0, 1)], "#3a2418")
    for plank in range(19):
        across = plank / 18
        c.line([(0.5 + (across - 0.5) * 0.7, 0.76), (0.5 + (across - 0.5) * 1.9, 1)], "#2a1810", 0.0012)
    for ring in range(12):
        oval = [
            (
                0.5 + math.cos(a / 40 * 6.2832) * (0.2 - ring * 0.006),
                0.85 + math.sin(a / 40 * 6.2832) * (0.075 - ring * 0.003),
            )
            for a in range(40)
        ]
        c.polygon(oval, "#ffe7b8", 0.07)
    chair(c)
    for side in (0, 1):
        curtain(c, side)
    c.polygon(
        [
            (0, 0),
            (1, 0),
            (1, 0.1),
            *[(1 - step / 60, 0.1 + 0.035 * abs(math.sin(step / 60 * 3.1416 * 7))) for step in range(61)],
            (0, 0.1),
        ],
        "#7d1420",
    )
    for step in range(43):
        c.line([(step / 42, 0), (step / 42, 0.1)], "#560c15", 0.004, 0.35)
    c.line(
        [(step / 120, 0.1 + 0.035 * abs(math.sin(step / 120 * 3.1416 * 7))) for step in range(121)], "#d7a648", 0.003
    )


def chair(c: Canvas) -> None:
    dark, light = "#20120c", "#8a5a34"
    c.polygon([(0.44, 0.872), (0.57, 0.862), (0.66, 0.9), (0.52, 0.915)], "#1a0e08", 0.45)
    for across, top, foot in ((0.462, 0.55, 0.86), (0.524, 0.55, 0.86), (0.476, 0.71, 0.885), (0.545, 0.71, 0.885)):
        c.line([(across, top), (across, foot)], dark, 0.0055)
        c.line([(across - 0.001, top), (across - 0.001, foot)], light, 0.0022)
    c.polygon([(0.457, 0.705), (0.53, 0.705), (0.55, 0.725), (0.471, 0.725)], light)
    c.polygon([(0.471, 0.725), (0.55, 0.725), (0.55, 0.735), (0.471, 0.735)], dark)
    for down in (0.565, 0.61, 0.655):
        c.rectangle(0.462, down, 0.524, down + 0.02, light)


def curtain(c: Canvas, side: int) -> None:
    """One half of the curtain: folds that narrow towards the opening."""
    folds = 9
    for fold in range(folds):
        near, far = 0.3 * (fold / folds) ** 0.9, 0.3 * ((fold + 1) / folds) ** 0.9
        foot_near, foot_far = near * 0.86, far * 0.86
        for part in range(8):
            share = part / 8
            tint = between("#5a0d16", "#b3202d", math.sin((share + 0.06) * math.pi))
            tint = between(tint, "#2a060b", 0.28 if fold == folds - 1 else 0)
            columns = [
                near + (far - near) * share,
                near + (far - near) * (share + 0.14),
                foot_near + (foot_far - foot_near) * (share + 0.14),
                foot_near + (foot_far - foot_near) * share,
            ]
            points = [(columns[0], 0), (columns[1], 0), (columns[2], 0.93), (columns[3], 0.93)]
            c.polygon([(1 - across if side else across, down) for across, down in points], tint)
