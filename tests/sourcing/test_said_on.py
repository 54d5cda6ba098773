"""The day that words mean for a story of Thursday 29 September 2016; no day where they leave it open."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.sourcing.dates import DAYS, MONTHS, said_on

THURSDAY = date(2016, 9, 29)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on Thursday", "2016-09-29"),
        ("Thursday", "2016-09-29"),
        ("earlier on Thursday", "2016-09-29"),
        ("on Thursday morning", "2016-09-29"),
        ("late on Tuesday", "2016-09-27"),
        ("on Friday", "2016-09-23"),
        ("today", "2016-09-29"),
        ("this morning", "2016-09-29"),
        ("yesterday", "2016-09-28"),
        ("last night", "2016-09-28"),
        ("the day before yesterday", "2016-09-27"),
        ("two days ago", "2016-09-27"),
        ("3 days ago", "2016-09-26"),
        ("on 3 May", "2016-05-03"),
        ("on May 3rd", "2016-05-03"),
        ("on the 3rd of May", "2016-05-03"),
        ("Sept. 28", "2016-09-28"),
        ("on Wednesday, 28 September 2016", "2016-09-28"),
        ("on Thurs 22 Sept", "2016-09-22"),
        ("on the 29th", "2016-09-29"),
        ("on the 30th", "2016-08-30"),
        ("on the 1st", "2016-09-01"),
        ("on 14 February 2015", "2015-02-14"),
        ("2016-09-01", "2016-09-01"),
    ],
)
def test_words_that_mean_one_day(words, day):
    assert said_on(words, THURSDAY) == (date.fromisoformat(day), words)


@pytest.mark.parametrize(
    "words",
    [
        "last week",
        "last Thursday",
        "this Friday",
        "on Mondays",
        "on Thursday and Friday",
        "since Monday",
        "by Friday",
        "a week ago",
        "several days ago",
        "about two days ago",
        "a day earlier",
        "in May",
        "on 3 November",  # to come, or ten months past
        "on 30 September 2016",  # after the story
        "on Friday 28 September",  # it was a Wednesday
        "on 29 February 2015",  # never was
        "on 31 June",
        "400 days ago or more",
        "tomorrow",
    ],
)
def test_words_that_leave_the_day_open_mean_none(words):
    assert said_on(words, THURSDAY)[0] is None


def test_what_is_open_is_given_as_written():
    assert said_on("last week", THURSDAY) == (None, "last week")
    assert said_on("The ferry left.", THURSDAY) == (None, "")


@pytest.mark.parametrize(
    ("sentence", "day", "phrase"),
    [
        ("“It is over,” he told reporters in Westport on Wednesday.", "2016-09-28", "on Wednesday"),
        ("The board said in a statement late on Tuesday that the pier would close.", "2016-09-27", "late on Tuesday"),
        ("The minister said on Monday that talks on Tuesday would go on.", "2016-09-26", "on Monday"),
        ("On Thursday, the harbour master said it was over.", "2016-09-29", "On Thursday"),
        ("She told the port board yesterday that the ferry sank on Sunday.", "2016-09-28", "yesterday"),
        ("He said Thursday.", "2016-09-29", "Thursday"),
    ],
)
def test_the_day_of_the_saying_is_found_in_its_sentence(sentence, day, phrase):
    assert said_on(sentence, THURSDAY) == (date.fromisoformat(day), phrase)


@pytest.mark.parametrize(
    "sentence",
    [
        "He said talks would begin on Friday.",
        "She said the ferry left on Monday.",
        "She said she left on Monday.",
        "“We left on Monday,” she said.",
        "On Thursday the ferry sank, he said.",
        "He may 3 times have said so.",
        "The sun rose, she said.",
        "They spoke on the 3rd floor.",
    ],
)
def test_a_day_of_what_was_said_is_not_taken_for_that_of_the_saying(sentence):
    assert said_on(sentence, THURSDAY)[0] is None


def test_the_last_day_of_a_month_that_was_shorter():
    assert said_on("on the 31st", date(2016, 3, 1))[0] is None
    assert said_on("on the 31st", date(2016, 1, 15))[0] == date(2015, 12, 31)
    assert said_on("on 29 February", date(2016, 3, 1))[0] == date(2016, 2, 29)
    assert said_on("on 31 December", date(2016, 1, 2))[0] == date(2015, 12, 31)


@given(st.text(max_size=200), st.dates())
def test_any_text_is_answered_and_never_with_a_day_to_come(text, on):
    day, phrase = said_on(text, on)
    assert day is None or (day <= on and phrase)


@given(st.sampled_from(DAYS), st.dates(min_value=date(1900, 1, 1)))
def test_a_weekday_is_the_last_one_with_today_included(name, on):
    day, _phrase = said_on(f"on {name.title()}", on)
    assert timedelta(0) <= on - day < timedelta(7)
    assert DAYS[day.weekday()] == name


@given(st.dates(min_value=date(1900, 1, 1)), st.integers(0, 183))
def test_a_date_without_its_year_is_found_up_to_half_a_year_back(on, back):
    day = on - timedelta(days=back) if on.toordinal() > back else on
    assert said_on(f"on {day.day} {MONTHS[day.month - 1].title()}", on)[0] == day
