"""Leads that name nobody: "a union leader" is whoever the next lines name and describe alike."""

from __future__ import annotations

import pytest

from articles.sourcing.suggesting import suggest
from tests.sourcing.suggesting.conversation import speakers


@pytest.mark.parametrize(
    ("lead", "then"),
    [
        ("A union leader said the strike would go on.", "Dana Whitlock, who heads the union, said talks had failed."),
        (
            "A union leader accused ministers of “cowardice”.",
            "Dana Whitlock, general secretary of the Dockers, said no.",
        ),
        ("A hospital consultant warned that lives were at risk.", "Dana Whitlock, a consultant at Holm, said no."),
        ("A pub owner has branded plans “daft”.", "Dana Whitlock, who runs the Anchor, said no."),
        ("A pensioner has described how she was robbed.", "Dana Whitlock, 71, from Holm, said she had been “a fool”."),
        ("The schools minister said he would not resign.", "Dana Whitlock told the Commons it was late."),
    ],
)
def test_role_in_a_lead_is_the_person_named_next(lead, then):
    assert speakers(lead, then) == ["Dana Whitlock", "Dana Whitlock"]


@pytest.mark.parametrize(
    ("lead", "then"),
    [
        ("A spokesman said the bridge would close.", "Dana Whitlock, who chairs the council, said it should not."),
        ("A lawyer said the bridge would close.", "Dana Whitlock, a baker from Holm, said it should not."),
        ("A businessman said he would sue.", "Mary Whitlock, 71, said it was late."),
        ("A union leader said it to Dana Whitlock.", "Dana Whitlock, who heads the union, said talks had failed."),
    ],
)
def test_role_in_a_lead_is_nobody_described_otherwise_or_named_before(lead, then):
    first, second = speakers(lead, then)
    assert first not in (second, None)


def test_lead_that_is_joined_is_not_of_tier_high():
    first, _ = suggest(["A union leader said no.", "Dana Whitlock, who heads the union, said talks had failed."])
    assert first.tier != "high"
