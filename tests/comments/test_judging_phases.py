"""The rules that look at a comment's form, pace, copies, words and writer: each alone, as pure functions of the case."""

import pytest

from articles.comments.judging import HOLD, PUBLISH, REFUSE, Case, Hit, Opinion, Record, judge


def case(**fields):
    return Case(**{"policy": "open", "name": "Ada", "text": "The pier was closed.", **fields})


def outcome(**fields):
    judgement = judge(case(**fields))
    return judgement.outcome, [verdict.code for verdict in judgement.verdicts]


@pytest.fixture(autouse=True)
def three_seconds(settings):
    settings.COMMENT_FORM_SECONDS = 3


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"ban": "You cannot comment here."}, (REFUSE, ["banned"])),
        ({"policy": "closed", "ban": "You cannot."}, (REFUSE, ["closed"])),
        ({"by_form": True, "form_age": 2.9}, (HOLD, ["form"])),
        ({"by_form": True, "form_age": 3.0}, (PUBLISH, [])),
        ({"by_form": True, "form_age": None}, (HOLD, ["form"])),
        ({"by_form": False, "form_age": None}, (PUBLISH, [])),
        ({"by_form": True, "form_age": 86_401.0}, (REFUSE, ["old_form"])),
        ({"wait": 12}, (REFUSE, ["rate"])),
        ({"repeats": 1}, (HOLD, ["repeat"])),
        ({"alike": 1}, (PUBLISH, [])),
        ({"alike": 2}, (HOLD, ["repeat"])),
        ({"text": "https://a.example " * 2}, (HOLD, ["links"])),
        ({"text": "https://a.example " * 3}, (REFUSE, ["many_links"])),
        ({"text": "https://a.example " * 3, "approved_before": 2}, (PUBLISH, [])),
        ({"hits": (Hit("casino"),)}, (HOLD, ["word"])),
        ({"hits": (Hit("casino"), Hit("slur", refuses=True))}, (REFUSE, ["word"])),
        ({"opinion": Opinion(0.99, 3, 0.9)}, (HOLD, ["spam"])),
        ({"opinion": Opinion(0.89, 3, 0.9)}, (PUBLISH, [])),
        ({"opinion": Opinion(1.0, 3, None)}, (PUBLISH, [])),
        ({"record": Record(0, 2, 2)}, (HOLD, ["record"])),
        ({"record": Record(9, 1, 1)}, (PUBLISH, [])),
        ({"record": Record(9, 10, 2)}, (PUBLISH, [])),
        ({"repeats": 1, "hits": (Hit("casino"),), "opinion": Opinion(1.0, 3, 0.9)}, (HOLD, ["repeat", "word", "spam"])),
    ],
)
def test_each_rule_has_its_verdict_and_its_place(fields, expected):
    assert outcome(**fields) == expected


def test_the_filter_never_refuses_however_sure_it_is():
    assert outcome(opinion=Opinion(1.0, 1, 0.000001))[0] == HOLD


def test_a_reason_keeps_rule_match_score_and_version():
    verdict = judge(case(opinion=Opinion(0.97, 4, 0.9, ("web address",)))).verdicts[0]
    assert verdict.stored() == {"rule": "spam", "match": "web address", "version": "filter 4", "score": 0.97}


@pytest.mark.parametrize("fields", [{"repeats": 1}, {"hits": (Hit("casino"),)}, {"opinion": Opinion(1.0, 1, 0.5)}])
def test_what_a_reader_is_told_does_not_give_the_rule_away(fields):
    assert judge(case(**fields)).verdicts[0].words == "Some comments are read by a moderator before they appear."


def test_who_has_to_wait_is_told_how_long_and_that_nothing_is_lost():
    verdict = judge(case(wait=125)).verdicts[0]
    assert (verdict.words, verdict.retry_after) == (
        "Too many comments came in a short time. Your text is kept: wait 3 minutes and send it again.",
        125,
    )
