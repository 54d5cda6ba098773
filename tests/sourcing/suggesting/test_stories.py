"""The house's own stories, in many news styles, each annotated by hand."""

from __future__ import annotations

import pytest

from articles.sourcing.suggesting import suggest
from tests.sourcing.suggesting.annotated import STORIES, matches, overlaps, read_story, speaks


def pairs(path):
    paragraphs, expected = read_story(path)
    left, hits = suggest(paragraphs), []
    for wanted in expected:
        hit = next((found for found in left if matches(found, wanted)), None)
        hit = hit or next((found for found in left if overlaps(found, wanted)), None)
        if hit is not None:
            left.remove(hit)
        hits.append((wanted, hit))
    return hits, left


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_statements_of_a_story_are_found_with_their_speakers(path):
    hits, extra = pairs(path)
    right = sum(hit is not None and speaks(hit, wanted) for wanted, hit in hits)
    found = sum(hit is not None for _, hit in hits) + len(extra)
    f1 = 2 * right / (found + len(hits))
    assert f1 >= 0.9, [(wanted, hit) for wanted, hit in hits if hit is None or not speaks(hit, wanted)]


def test_all_stories_together():
    everything = [pairs(path) for path in STORIES]
    hits = [pair for found, _ in everything for pair in found]
    extra = [found for _, left in everything for found in left]
    right = [hit for wanted, hit in hits if hit is not None and speaks(hit, wanted)]
    wrong = [
        (wanted, hit.speaker) for wanted, hit in hits if hit is not None and hit.speaker and not speaks(hit, wanted)
    ]
    assert 2 * len(right) / (len(hits) * 2 - sum(hit is None for _, hit in hits) + len(extra)) >= 0.96
    assert len(wrong) <= 0.02 * len(hits), wrong
    assert sum(hit.kind == wanted.kind for wanted, hit in hits if hit in right) >= 0.95 * len(right)


def test_tier_high_is_precise_and_the_common_case():
    everything = [pairs(path) for path in STORIES]
    hits = [pair for found, _ in everything for pair in found if pair[1] is not None]
    high = [(wanted, hit) for wanted, hit in hits if hit.tier == "high"]
    false = [found for _, left in everything for found in left if found.tier == "high"]
    assert len(high) * 2 >= len(hits)
    assert sum(speaks(hit, wanted) for wanted, hit in high) >= 0.98 * (len(high) + len(false)), false
