"""The annotated corpus beside the repository, measured by its own scorer; the goals are those of the issue."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from articles.sourcing.suggesting import suggest

CORPORA = Path(__file__).resolve().parents[4] / "shared" / "corpora"
pytestmark = pytest.mark.skipif(
    not (CORPORA / "score.py").exists(), reason=f"SKIPPED LOUDLY: no annotated corpus at {CORPORA}"
)


@pytest.fixture(scope="module")
def scorer():
    spec = importlib.util.spec_from_file_location("corpus_score", CORPORA / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gold():
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((CORPORA / "attributions").glob("*.json"))]


def scored(scorer, documents, *, tier=None):
    results = []
    for document in documents:
        found = [s.as_dict() for s in suggest(document["paragraphs"]) if tier in (None, s.tier)]
        results.append(scorer.score_doc(document, found, 0.0))
    return results


def total(results, key):
    return sum(result[key] for result in results)


def f1(results):
    return 2 * total(results, "tp") / (total(results, "npred") + total(results, "ngold"))


def test_source_document_is_found_whole(scorer, gold):
    results = scored(scorer, [document for document in gold if document["id"] == "000"])
    assert f1(results) == 1.0, results[0]["errors"]


def test_spans_and_speakers(scorer, gold):
    results = scored(scorer, gold)
    assert f1(results) >= 0.98, [error for result in results for error in result["errors"]]


def test_quotes_have_their_speaker(scorer, gold):
    quotes = [result["q"] for result in scored(scorer, gold)]
    count = total(quotes, "n")
    assert total(quotes, "right") >= 0.95 * count
    assert total(quotes, "wrong") <= 0.02 * count


def test_tier_high_is_precise_and_at_least_half(scorer, gold):
    high, everything = scored(scorer, gold, tier="high"), scored(scorer, gold)
    assert total(high, "tp") >= 0.98 * total(high, "npred")
    assert 2 * total(high, "npred") >= total(everything, "npred")
