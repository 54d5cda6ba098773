"""The demo's pictures: eleven scenes of an invented harbour, each a function that draws on a canvas. Always the same."""

from __future__ import annotations

from collections.abc import Callable

from articles.management.demo.canvas import Canvas
from articles.management.demo.scenes import coast, indoors, ships, south, town

WIDTH = 1280  # pixels: a rendition of that width is the widest a page of the demo needs
SCENES: dict[str, Callable[[Canvas], None]] = {
    scene.__name__: scene
    for scene in (
        ships.cranes_at_dawn,
        ships.ferry,
        ships.fishing_boat,
        coast.lighthouse,
        coast.turbines,
        coast.bench,
        town.quay_houses,
        town.storm,
        town.containers,
        indoors.stage,
        south.southern_port,
    )
}


def draw(name: str) -> bytes:
    """The scene of that name as a JPEG file. Raises KeyError for a scene that does not exist."""
    canvas = Canvas(name, WIDTH)
    SCENES[name](canvas)
    return canvas.jpeg()
