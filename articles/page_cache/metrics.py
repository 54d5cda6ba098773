"""How requests were answered, counted for the whole machine: each worker adds its own to the map once a second."""

from __future__ import annotations

from articles.page_cache.generations import COUNTS, ON_DISK, Generations, here

HIT, NOT_MODIFIED, MISS, STALE, REFUSED, BYPASS = range(6)
# In the order of the numbers. `not_modified` are among the others.
NAMES = ("hit", "not_modified", "miss", "stale", "refused", "bypass")


def zeros() -> list[int]:
    return [0] * len(NAMES)


def flush(generations: Generations, counts: list[int]) -> None:
    """Move `counts` to the map."""
    amounts = counts.copy()
    if any(amounts):
        generations.add(COUNTS, amounts)
        for place, amount in enumerate(amounts):
            counts[place] -= amount


def counters() -> dict[str, int]:
    """Since the machine started: answers by their kind, purges, and what lies on disk now in bytes.

    What the other workers answered in the last second may be missing. OSError where there is no page cache.
    """
    generations = here()
    said = {name: int(generations.numbers[COUNTS + place]) for place, name in enumerate(NAMES)}
    return said | {"purges": generations.counter - 1, "disk_bytes": int(generations.numbers[ON_DISK])}
