"""The filter learns from people's decisions, says why, can be put back, and runs nothing that is stored."""

import io
import os
import pickle
import random
import subprocess
import sys
import zlib
from array import array
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.comments.judging import filtering, training
from articles.comments.judging.features import SPACE, VERSION, features_of
from articles.comments.posting import Submission, post
from articles.models import AuditEntry, Comment, SpamFilter
from bench import comment_filter
from tests import world

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("SPAM_CORPUS") or ROOT.parent / "shared/corpora/badinput/spam/youtube-spam-collection.csv")
SPAM = [
    "Check out my channel and subscribe please",
    "Free gift cards at win-now dot example",
    "Earn money from home, ask me",
]
HAM = [
    "The harbour master was right about the pier",
    "I was on that ferry and it left late",
    "Who pays for the new quay?",
]


@pytest.fixture(autouse=True)
def nothing_in_memory(monkeypatch):
    monkeypatch.setattr(filtering, "_held", {})


def decide_many(count, *, stories=6):
    """`count` decided comments, half of either kind, over a few stories."""
    chance = random.Random(3)
    editions = [world.make_live(comment_policy="open") for _story in range(stories)]
    for number in range(count):
        rejected = number % 2
        world.make_comment(
            editions[number // 2 % stories],
            text=f"{chance.choice(SPAM if rejected else HAM)} {chance.randrange(10_000)}",
            status="rejected" if rejected else "approved",
            decided_at=timezone.now(),
        )
    return editions[0]


def train(*args):
    out = io.StringIO()
    call_command("train_comment_filter", *args, stdout=out)
    return out.getvalue()


def posted(edition, text):
    return post(edition.article, edition, Submission(name="Zoe", email="zoe@example.org", text=text))[0]


@pytest.mark.django_db
def test_it_holds_what_is_like_the_rejected_and_says_score_version_and_why():
    edition = decide_many(240)
    said = train()
    made = SpamFilter.objects.get()
    assert f"In use: filter {made.pk}" in said
    assert (made.approved, made.rejected, made.in_use) == (120, 120, True)
    spam, ham = posted(edition, "Please subscribe, check out my channel"), posted(edition, "The ferry was late again")
    assert (spam.status, ham.status) == ("waiting", "approved")
    reason = spam.reasons[0]
    assert (reason["rule"], reason["version"], reason["score"]) == ("spam", f"filter {made.pk}", spam.score)
    assert "channel" in reason["match"] or "subscribe" in reason["match"] or "check" in reason["match"]
    assert ham.score < made.holds_from <= spam.score
    assert ham.filter_version == made.pk
    assert AuditEntry.objects.get(object_type="spamfilter").verb == "train_filter"


@pytest.mark.django_db
def test_with_fewer_than_two_hundred_decisions_it_only_says_a_score():
    edition = decide_many(60)
    assert "holds nothing before 200 decisions" in train()
    comment = posted(edition, "Check out my channel and subscribe please")
    assert comment.status == "approved"
    assert comment.score > 0.5


@pytest.mark.django_db
def test_with_too_few_of_either_kind_nothing_is_learnt_and_the_one_in_use_stays():
    decide_many(40)
    train()
    Comment.objects.filter(status="rejected").delete()
    with pytest.raises(CommandError, match="0 rejected and 20 approved comments; 10 of either are needed"):
        train()
    assert SpamFilter.objects.filter(in_use=True).count() == 1


@pytest.mark.django_db
def test_an_older_filter_is_put_back_and_all_can_be_switched_off():
    edition = decide_many(40)
    train()
    train()
    second, first = SpamFilter.objects.order_by("-pk")
    assert posted(edition, "One").filter_version == second.pk
    train("--use", str(first.pk))
    assert posted(edition, "Two").filter_version == first.pk
    assert f"* filter {first.pk}" in train("--list")
    train("--off")
    assert posted(edition, "Three").filter_version is None
    with pytest.raises(CommandError, match="no filter 999999"):
        train("--use", "999999")
    assert list(AuditEntry.objects.filter(verb="use_filter").values_list("after", flat=True).order_by("pk")) == [
        {"in_use": first.pk},
        {"in_use": None},
    ]


@pytest.mark.django_db
def test_comments_that_no_person_decided_on_or_that_came_with_a_document_teach_nothing():
    edition = decide_many(2)
    world.make_comment(edition, status="approved")
    world.make_comment(edition, status="approved", imported=True, decided_at=timezone.now())
    world.make_comment(edition, status="waiting", decided_at=timezone.now())
    assert len(training.decided_comments()) == 2


class Mine:
    def __reduce__(self):
        return (pytest.fail, ("stored bytes were run",))


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        b"numbers",
        zlib.compress(b"\0" * 12),
        zlib.compress(pickle.dumps(Mine())),
        zlib.compress(b"\0" * (SPACE * 4 + 1)),
        zlib.compress(b"\0" * 200_000_000),
    ],
)
def test_bytes_that_are_no_filter_are_refused_and_never_run(stored):
    with pytest.raises(ValueError, match="these weights are not"):
        filtering.unpacked(stored)


def test_weights_come_back_as_they_were_kept():
    values = array("f", [number / 7 for number in range(SPACE)])
    assert filtering.unpacked(filtering.packed(values)) == values


@pytest.mark.django_db
def test_a_broken_filter_stops_no_comment(caplog):
    SpamFilter.objects.create(
        in_use=True, look=VERSION, weights=b"broken", intercept=0, holds_from=0.5, approved=500, rejected=500
    )
    assert posted(world.make_live(comment_policy="open"), "Still here").status == "approved"
    assert "cannot be read" in caplog.text


@pytest.mark.parametrize(
    "text", ["", "&#" + "9" * 5000 + ";", "\ud800", "a" * 5000, "🚢" * 5000, "> " * 2500, "1 " * 2500]
)
def test_any_text_has_features(text):
    assert all(0 <= index < SPACE for index in features_of(text))


def test_judging_needs_no_scikit_learn():
    """The web process stays small: what only learning needs is imported by learning."""
    script = (
        "import django, sys; django.setup(); import articles.comments.posting, articles.urls;"
        "sys.exit(any(name.partition('.')[0] in {'sklearn', 'numpy', 'scipy'} for name in sys.modules))"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "DEBUG": "1"}
    assert subprocess.run([sys.executable, "-c", script], env=environment, cwd=ROOT, check=False).returncode == 0


@pytest.mark.skipif(not CORPUS.exists(), reason=f"the spam collection is not at {CORPUS}; SPAM_CORPUS names its place")
def test_of_a_video_it_never_saw_it_finds_85_in_100_and_holds_1_in_100_of_the_honest(capsys):
    figures = comment_filter.measure(comment_filter.examples_of(CORPUS))
    with capsys.disabled():
        sys.stdout.write(f"\n{comment_filter.table_of(figures)}\n")
    recall, held = figures.as_set["all"]
    assert recall >= 0.85
    assert held <= 0.01
    assert min(figures.as_set[name][0] for name in comment_filter.VIDEOS) >= 0.83
    assert max(figures.as_set[name][1] for name in comment_filter.VIDEOS) <= 0.03
    assert figures.auc >= 0.985
    assert figures.p99 <= 0.020
    assert figures.slowest <= 0.060  # 5,000 characters, of the processor's time alone
