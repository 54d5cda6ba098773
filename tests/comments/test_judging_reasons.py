"""Every reason code: what leads to it, which phase gives it, what is stored of it, and what it says to whom."""

import pytest

from articles.comments.judging import HOLD, PHASES, REFUSE, Answer, Case, Hit, Opinion, Record, judge
from articles.comments.judging.cases import VERSION
from articles.comments.models import Comment, Reason
from articles.comments.posting import Submission, post
from tests import world

RULES = f"rules {VERSION}"
# Code: (what makes the case, outcome, what a moderator is shown, version). A code that is not here fails the walk below.
CASES = {
    "closed": ({"policy": "closed"}, REFUSE, "", RULES),
    "banned": ({"ban": "You cannot comment here."}, REFUSE, "", RULES),
    "shape": ({"text": "x" * 5001}, REFUSE, "5001", RULES),
    "trap": ({"trap": "https://a.example"}, REFUSE, "", RULES),
    "form": ({"by_form": True, "form_age": 0.5}, HOLD, "sent after 0.5 seconds", RULES),
    "old_form": ({"by_form": True, "form_age": 90_000.0}, REFUSE, "", RULES),
    "rate": ({"wait": 20, "rate": "5 in 60 seconds for a reader"}, REFUSE, "5 in 60 seconds for a reader", RULES),
    "slow": ({"slow": 90}, REFUSE, "", RULES),
    "repeat": ({"repeats": 2}, HOLD, "2 comments with the same words", RULES),
    "links": ({"text": "See https://a.example"}, HOLD, "1 link", RULES),
    "many_links": ({"text": "https://a.example " * 3}, REFUSE, "3 links", RULES),
    "word": ({"hits": (Hit("casino"), Hit("bonus"))}, HOLD, "casino, bonus", RULES),
    "spam": ({"opinion": Opinion(0.97, 4, 0.9, ("channel", "web address"))}, HOLD, "channel, web address", "filter 4"),
    "record": ({"record": Record(1, 3, 2)}, HOLD, "2 of the last 3 rejected", RULES),
    "held": ({"policy": "held"}, HOLD, "", RULES),
    "newcomer": ({"policy": "newcomers"}, HOLD, "", RULES),
    "outside": (
        {"outside": Answer("says it is spam", "akismet 1.1 a.example")},
        HOLD,
        "says it is spam",
        "akismet 1.1 a.example",
    ),
}


@pytest.fixture(autouse=True)
def three_seconds(settings):
    settings.COMMENT_FORM_SECONDS = 3


def verdict_of(code):
    fields = {"policy": "open", "name": "Ada", "text": "The pier was closed.", **CASES[code][0]}
    [verdict] = judge(Case(**fields)).verdicts
    return verdict


def test_every_code_has_its_case_here_and_every_case_is_a_code():
    assert set(CASES) == set(Reason.values)


@pytest.mark.parametrize("code", Reason.values)
def test_a_reason_keeps_its_rule_what_was_found_and_by_which_version(code):
    _fields, outcome, match, version = CASES[code]
    verdict = verdict_of(code)
    assert (verdict.code, verdict.outcome) == (code, outcome)
    kept = verdict.stored()
    assert (kept["rule"], kept["version"]) == (code, version)
    assert kept["match"] == match or (not match and isinstance(kept["match"], str))
    assert ("score" in kept) == (code == "spam")


@pytest.mark.parametrize("code", Reason.values)
def test_a_reason_has_words_for_the_reader_and_others_for_the_moderator(code):
    verdict = verdict_of(code)
    assert len(verdict.words) > 15
    assert verdict.words.rstrip()[-1] in ".:!"
    comment = Comment(reasons=[verdict.stored()])
    [said] = comment.reasons_in_words
    assert said.startswith(str(Reason(code).label))
    assert verdict.match in said
    assert said != code


def test_every_phase_gives_a_reason_and_none_gives_one_that_is_no_code():
    given = {}
    for code, (fields, *_expected) in CASES.items():
        case = Case(**{"policy": "open", "name": "Ada", "text": "The pier was closed.", **fields})
        for phase in PHASES:
            if (verdict := phase(case)) is not None:
                given.setdefault(phase.__name__, set()).add(verdict.code)
                assert verdict.code == code
    assert set(given) == {phase.__name__ for phase in PHASES}


@pytest.mark.django_db
@pytest.mark.parametrize("code", [code for code, expected in CASES.items() if expected[1] == HOLD])
def test_a_comment_that_waits_has_its_reason_in_its_row(code, monkeypatch):
    """What judging said is stored as it was said, whatever the rule."""
    verdict = verdict_of(code)
    edition = world.make_live(comment_policy="open")
    monkeypatch.setattr(
        "articles.comments.judging.gathering.judge",
        lambda case: judge(Case(**{"policy": "open", "name": "Ada", "text": "The pier was closed.", **CASES[code][0]})),
    )
    comment = post(edition.article, edition, Submission(name="Ada", email="ada@example.org", text="The pier"))[0]
    comment.refresh_from_db()
    assert comment.status == "waiting"
    assert comment.reasons == [verdict.stored()]
