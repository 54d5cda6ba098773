"""The pure rules of a front page: pins first, then the newest, no story twice."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from articles.fronts.composing import Place, as_content, compose, from_content, pin

NOW = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)
LIVE = {1: 101, 2: 102, 3: 103, 4: 104}


def composed(*places, live=LIVE, newest=(104, 103, 102, 101), sections=None, at=NOW, top=2, row=2):
    sections = sections or {}

    def newest_of(shown):
        return {section: [pk for pk in pks if pk not in shown] for section, pks in sections.items()}

    return compose(list(places), at, live=live, newest=newest, newest_of=newest_of, top=top, row=row)


def editions(stories):
    return [story.edition for story in stories]


def test_without_places_the_newest_fill_the_page():
    page = composed(sections={7: [104, 102, 101]})
    assert editions(page.top) == [104, 103]
    assert editions(page.rows[7]) == [102, 101]


def test_a_pinned_story_stands_in_its_place_and_the_newest_around_it():
    page = composed(Place(), Place(article=1), Place())
    assert editions(page.top) == [104, 101, 103]
    assert [story.pinned for story in page.top] == [False, True, False]


def test_a_pin_ends_at_its_moment_and_takes_its_words_and_picture_along():
    place = Place(article=1, headline="Here", picture=5, pinned_until=NOW)
    before, after = composed(place, at=NOW - timedelta(seconds=1)).top, composed(place).top
    assert [(story.edition, story.headline, story.picture) for story in before] == [(101, "Here", 5)]
    assert [(story.edition, story.headline, story.picture) for story in after] == [(104, "", None)]


def test_a_pinned_story_that_is_not_live_leaves_its_place_to_the_newest():
    assert editions(composed(Place(article=9, headline="Secret")).top) == [104]
    assert composed(Place(article=9, headline="Secret")).top[0].headline == ""


def test_a_story_pinned_below_is_not_taken_by_a_place_above():
    page = composed(Place(), Place(section=7, article=4), sections={7: [104, 101]})
    assert editions(page.top) == [103]
    assert editions(page.rows[7]) == [104]


def test_a_story_pinned_twice_stands_where_it_is_met_first():
    page = composed(Place(article=1, headline="One"), Place(article=1, headline="Two"))
    assert [(story.edition, story.headline) for story in page.top] == [(101, "One"), (104, "")]


def test_a_place_nothing_is_left_for_is_left_out():
    assert editions(composed(Place(), Place(), Place(), newest=[104]).top) == [104]
    assert composed(Place(section=7), sections={7: []}).rows == {}


def test_a_zone_with_places_shows_as_many_stories_as_it_has_places():
    page = composed(Place(section=7), sections={7: [103, 102, 101], 8: [101]}, top=0)
    assert editions(page.rows[7]) == [103]
    assert editions(page.rows[8]) == [101]


def test_the_same_moment_in_another_zone_is_the_same_front():
    there, here = (NOW.astimezone(zone) for zone in (UTC, ZoneInfo("Europe/Berlin")))
    assert as_content([Place(article=1, pinned_until=there)]) == as_content([Place(article=1, pinned_until=here)])


def test_a_front_survives_its_json():
    places = [Place(7, 1, "Here", 5, NOW), Place(), Place(8)]
    assert from_content(as_content(places)) == places
    assert from_content([{}]) == [Place()]


keys = st.integers(1, 6)
places = st.builds(
    Place,
    section=st.sampled_from([None, 7, 8]),
    article=st.none() | keys,
    pinned_until=st.sampled_from([None, NOW - timedelta(hours=1), NOW + timedelta(hours=1)]),
)


@given(
    places=st.lists(places, max_size=8),
    live=st.dictionaries(keys, st.nothing() | st.integers(), max_size=6),
    order=st.permutations(range(101, 107)),
    section_of=st.lists(st.sampled_from([7, 8]), min_size=6, max_size=6),
)
def test_no_story_stands_twice_and_every_one_is_live(places, live, order, section_of):
    live = {article: 100 + article for article in live}
    newest = [pk for pk in order if pk in live.values()]
    sections = {key: [pk for pk in newest if section_of[pk - 101] == key] for key in (7, 8)}
    page = composed(*places, live=live, newest=newest, sections=sections)
    shown = editions(page.stories())
    assert len(shown) == len(set(shown))
    assert set(shown) <= set(live.values())
    pinned = {story.edition for _place, story in pin(places, NOW, live) if story}
    assert {story.edition for story in page.stories() if story.pinned} <= pinned
