"""Two people at the front page at once: one front at each moment, no number twice, no draft overwritten unseen."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from articles.fronts import drafting, launching
from articles.fronts.composing import Place
from articles.fronts.models import FrontEdition, Slot
from tests.fronts.people import front_editor

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 6


def at_once(verb):
    """`verb(number)` in as many threads as there are people, all at one moment; what each came to."""
    barrier = Barrier(PEOPLE)

    def run(number):
        barrier.wait()
        try:
            return verb(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(run, range(PEOPLE)))


def test_fronts_launched_at_once_follow_each_other_without_a_gap(db):
    fia = front_editor()
    at_once(lambda number: launching.launch(by=fia, note=str(number)))
    fronts = list(FrontEdition.objects.order_by("live_from"))
    assert sorted(front.number for front in fronts) == list(range(1, PEOPLE + 1))
    assert [front.live_until for front in fronts[:-1]] == [front.live_from for front in fronts[1:]]
    assert fronts[-1].live_until is None
    assert FrontEdition.objects.live().count() == 1


def test_of_drafts_saved_at_once_from_one_page_one_is_written_and_the_others_are_told(db):
    fia = front_editor()
    seen = drafting.version_of(drafting.draft())

    def save(number):
        try:
            return drafting.save([Place()] * (number + 1), by=fia, seen=seen)
        except drafting.DraftChanged as changed:
            return len(changed.slots)

    results = at_once(save)
    written = Slot.objects.count()
    assert sum(1 for result in results if result is True) == 1
    assert all(result is True or result == written for result in results)
