"""Which of its encodings a page is sent in, and whether it is sent at all: Accept-Encoding and If-None-Match."""

from __future__ import annotations

from functools import lru_cache

from articles.page_cache.pages import BROTLI, GZIP, IDENTITY, Page

PREFERENCE = (BROTLI, GZIP, IDENTITY)  # of what the client likes equally
NAMES = {"br": BROTLI, "gzip": GZIP, "x-gzip": GZIP, "identity": IDENTITY}


@lru_cache(maxsize=512)  # browsers send a handful of different ones
def coding_of(accepted: str) -> int:
    """The encoding for an Accept-Encoding header: the one with the greatest weight, of equals the smallest body.

    Identity also for who forbids everything: it is what everybody can read.
    """
    weights = weights_of(accepted)
    liked = [coding for coding in PREFERENCE if weights.get(coding, 0) > 0]
    return max(liked, key=lambda coding: weights[coding], default=IDENTITY)  # the first of equals


def takes_gzip(accepted: str) -> bool:
    return weights_of(accepted).get(GZIP, 0) > 0


def weights_of(accepted: str) -> dict[int, float]:
    """How much each encoding is liked, 0 for forbidden; those that are not spoken of are left out."""
    weights: dict[int, float] = {}
    others: float | None = None
    for item in accepted.lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        weight = weight_of(parameters)
        if name == "*":
            others = weight
        elif name in NAMES:
            weights[NAMES[name]] = max(weight, weights.get(NAMES[name], 0.0))
    return weights if others is None else {BROTLI: others, GZIP: others} | weights


def weight_of(parameters: list[str]) -> float:
    """The q of an item, 1 without one; 0 for one that is no number."""
    for parameter in parameters:
        name, _equals, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0


def copy_known(page: Page, if_none_match: str) -> int | None:
    """The variant whose ETag the client holds, compared weakly as RFC 9110 has it; None when it holds none of ours."""
    if if_none_match.strip() == "*":
        return IDENTITY
    held = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return next((number for number, variant in enumerate(page.variants) if variant.etag in held), None)
