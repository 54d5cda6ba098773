"""Learning a filter from what people decided. The only module that needs scikit-learn, and only while it learns.

The mean of two logistic regressions over hashed words, pieces of words and shapes: a plain one, and one in which each
feature counts by how much oftener it stands in rejected comments than in approved ones (the “NB-SVM” of Wang and Manning,
2012). What they learn is a sum over features, so that judging stays plain arithmetic. Their settings were chosen by the
videos that were learnt from, never by the one that was measured (bench/comment_filter.py). The score from which it holds is set on stories it
did not learn from: there, at most MOST_FALSE_HOLDS of the approved comments reach it.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, floor, inf, nextafter
from typing import Any

from django.db import transaction

from articles.comments.judging import filtering
from articles.comments.judging.features import SPACE, VERSION, features_of
from articles.comments.judging.models import SpamFilter
from articles.comments.models import Comment
from articles.comments.own.emptying import REMOVED
from articles.publishing import audit

MOST_FALSE_HOLDS = 0.01
MOST_COMMENTS = 50_000  # the latest decided; more teach little and take minutes
PARTS = 5  # in which the stories are held out, one part at a time
FEWEST = 10  # of either kind
REGULARITY = 10.0  # scikit-learn's C; on the corpus anything from 3 to 100 differs by half a point
REGULARITY_OF_RATIOS = 3.0
LIKELIER = 0.5  # what is more like the approved is never held, however well the two kinds part
EDGE = 0.999_999  # of what a score can be: holds_from never says "never" in another way than by a score nobody reaches


class TooFewDecisions(Exception):
    """There is not enough to learn from. The message says what is missing."""


@dataclass(frozen=True)
class Example:
    """One decided comment. `story` parts what is learnt from what is measured."""

    text: str
    is_rejected: bool
    story: int | str


@dataclass(frozen=True)
class Learnt:
    weights: array[float]
    intercept: float
    holds_from: float
    recall: float | None
    false_holds: float | None


def decided_comments() -> list[Example]:
    """What people decided, the latest first: comments that appeared by themselves or came with a document say nothing."""
    decided = Comment.objects.filter(decided_at__isnull=False, imported=False).exclude(text__in=["", REMOVED])
    rows = decided.filter(status__in=[Comment.Status.APPROVED, Comment.Status.REJECTED]).order_by("-pk")
    chosen = rows.values_list("text", "status", "article_id")[:MOST_COMMENTS]
    return [Example(text, status == Comment.Status.REJECTED, story) for text, status, story in chosen]


def learn(examples: Sequence[Example]) -> Learnt:
    """A filter from `examples`. Raises TooFewDecisions."""
    rejected = sum(example.is_rejected for example in examples)
    if min(rejected, len(examples) - rejected) < FEWEST:
        raise TooFewDecisions(
            f"{rejected} rejected and {len(examples) - rejected} approved comments; {FEWEST} of either are needed."
        )
    features = matrix_of(examples)
    scores = held_out_scores(features, examples)
    holds_from, recall, false_holds = threshold_of(scores, examples)
    weights, intercept = fitted(features, examples)
    return Learnt(weights, intercept, holds_from, recall, false_holds)


def matrix_of(examples: Sequence[Example]) -> Any:
    """The features of all examples, a row each: scipy's sparse matrix."""
    from scipy.sparse import csr_array

    values, columns, rows = array("d"), array("i"), array("i", [0])
    for example in examples:
        found = features_of(example.text)
        columns.extend(found)
        values.extend(found.values())
        rows.append(len(columns))
    return csr_array((values, columns, rows), shape=(len(examples), SPACE))


def held_out_scores(features: Any, examples: Sequence[Example]) -> list[float | None]:
    """What a filter that did not see an example's story says of it, 0 to 1; None where there was none to ask."""
    stories = {story: number % PARTS for number, story in enumerate(sorted({str(each.story) for each in examples}))}
    scores: list[float | None] = [None] * len(examples)
    for part in range(PARTS):
        inside = [at for at, each in enumerate(examples) if stories[str(each.story)] == part]
        outside = [at for at, each in enumerate(examples) if stories[str(each.story)] != part]
        if inside and len({examples[at].is_rejected for at in outside}) == 2:
            weights, intercept = fitted(features[outside], [examples[at] for at in outside])
            scored = features[inside] @ weights + intercept
            for at, total in zip(inside, scored, strict=True):
                scores[at] = 1 / (1 + exp(-max(-60.0, min(60.0, float(total)))))
    return scores


def threshold_of(
    scores: Sequence[float | None], examples: Sequence[Example]
) -> tuple[float, float | None, float | None]:
    """The lowest score that at most MOST_FALSE_HOLDS of the approved reach, with its recall and false holds."""
    known = [(score, each.is_rejected) for score, each in zip(scores, examples, strict=True) if score is not None]
    approved = sorted((score for score, is_rejected in known if not is_rejected), reverse=True)
    rejected = [score for score, is_rejected in known if is_rejected]
    if not approved or not rejected:
        return EDGE, None, None
    first_not_reaching = approved[floor(MOST_FALSE_HOLDS * len(approved))]
    holds_from = min(max(nextafter(first_not_reaching, inf), LIKELIER), EDGE)
    reached = sum(score >= holds_from for score in approved)
    return holds_from, sum(score >= holds_from for score in rejected) / len(rejected), reached / len(approved)


def fitted(features: Any, examples: Sequence[Example]) -> tuple[array[float], float]:
    """Weights and intercept: the mean of the plain regression and of the one over ratios."""
    from scipy.sparse import diags_array

    rejected = [each.is_rejected for each in examples]
    ratios = ratios_of(features, rejected)
    plain, base = regression(features, rejected, REGULARITY)
    weighted, base_of_ratios = regression((features @ diags_array(ratios)).tocsr(), rejected, REGULARITY_OF_RATIOS)
    weights = (plain + weighted * ratios) / 2
    return array("f", weights.tolist()), (base + base_of_ratios) / 2


def regression(features: Any, rejected: Sequence[bool], regularity: float) -> tuple[Any, float]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=regularity, max_iter=2000, solver="liblinear", dual=True)  # the quickest by far
    model.fit(features, rejected)
    return model.coef_[0], float(model.intercept_[0])


def ratios_of(features: Any, rejected: Sequence[bool]) -> Any:
    """For each feature: the logarithm of how much likelier a rejected comment has it than an approved one."""
    import numpy

    has, is_rejected = (features > 0).astype(float), numpy.array(rejected)
    share = [(has[kind].sum(axis=0) + 1) / (kind.sum() + 2) for kind in (is_rejected, ~is_rejected)]
    return numpy.log(share[0] / share[1])


def keep(learnt: Learnt, examples: Sequence[Example]) -> SpamFilter:
    """Store what was learnt and put it into use; the one before stays, to go back to."""
    rejected = sum(example.is_rejected for example in examples)
    with transaction.atomic():
        SpamFilter.objects.filter(in_use=True).update(in_use=False)
        made = SpamFilter.objects.create(
            in_use=True,
            look=VERSION,
            weights=filtering.packed(learnt.weights),
            intercept=learnt.intercept,
            holds_from=learnt.holds_from,
            approved=len(examples) - rejected,
            rejected=rejected,
            recall=learnt.recall,
            false_holds=learnt.false_holds,
        )
        audit.record(None, "train_filter", made, after={"decisions": len(examples)})
    return made


def use(version: int | None) -> SpamFilter | None:
    """Put an older filter back into use, or none. Raises SpamFilter.DoesNotExist."""
    with transaction.atomic():
        chosen = SpamFilter.objects.select_for_update().get(pk=version) if version is not None else None
        before = SpamFilter.objects.filter(in_use=True).first()
        SpamFilter.objects.filter(in_use=True).update(in_use=False)
        if chosen is not None:
            SpamFilter.objects.filter(pk=chosen.pk).update(in_use=True)
        target = chosen or before
        if target is not None:
            was = before.pk if before else None
            audit.record(None, "use_filter", target, before={"in_use": was}, after={"in_use": version})
    return chosen
