"""The verbs of the front page: who may, what closes, what is replaced, what the log keeps, what comes back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.fronts import drafting, launching
from articles.fronts.composing import Place
from articles.fronts.models import FrontEdition, Slot
from articles.models import AuditEntry
from articles.page_cache import purged
from tests.fronts.people import front_editor
from tests.world import make_live, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def fia():
    return front_editor()


@pytest.fixture
def draft(fia):
    """Make these places the draft."""

    def save(*places):
        drafting.save(list(places), by=fia, seen=drafting.version_of(drafting.draft()))

    return save


def ahead(hours):
    return timezone.now() + timedelta(hours=hours)


def test_a_launch_freezes_the_draft(fia, draft):
    article = make_live().article
    draft(Place(article=article.pk, headline="Here"), Place())
    front = launching.launch(by=fia, note="evening")
    draft(Place())
    assert FrontEdition.objects.live().get() == front
    assert (front.number, front.note, front.launched_by) == (1, "evening", fia)
    assert [row["headline"] for row in front.content] == ["Here", ""]
    assert front.content[0]["article"] == article.pk


def test_the_former_front_closes_at_the_moment_the_new_one_begins(fia):
    first, second = launching.launch(by=fia), launching.launch(by=None)
    first.refresh_from_db()
    assert first.live_until == second.live_from
    assert (second.number, second.live_until, second.launched_by) == (2, None, None)
    assert list(FrontEdition.objects.live(first.live_from)) == [first]


def test_a_planned_front_is_seen_from_its_moment_on_and_not_before(fia):
    first = launching.launch(by=fia)
    planned = launching.launch(by=fia, at=ahead(2))
    assert FrontEdition.objects.live().get() == first
    assert FrontEdition.objects.live(planned.live_from).get() == planned
    assert FrontEdition.objects.live(planned.live_from - timedelta(microseconds=1)).get() == first


def test_a_new_launch_replaces_the_planned_one_and_the_log_keeps_what_it_held(fia, draft):
    first = launching.launch(by=fia)
    draft(Place(headline="", article=make_live().article_id))
    planned = launching.launch(by=fia, at=ahead(2))
    held = planned.content
    later = launching.launch(by=fia, at=ahead(5))
    assert list(FrontEdition.objects.order_by("live_from")) == [first, later]
    first.refresh_from_db()
    assert first.live_until == later.live_from
    entry = AuditEntry.objects.filter(verb="plan_front").latest("pk")
    assert entry.before["replaced"]["slots"] == held


def test_cancelling_leaves_readers_what_they_see(fia):
    first = launching.launch(by=fia)
    launching.launch(by=fia, at=ahead(2))
    launching.cancel(by=fia)
    first.refresh_from_db()
    assert (first.live_until, FrontEdition.objects.count()) == (None, 1)
    assert AuditEntry.objects.latest("pk").verb == "cancel_front"
    with pytest.raises(launching.FrontRefused, match="No front page is planned"):
        launching.cancel(by=fia)


def test_the_past_is_refused(fia):
    with pytest.raises(launching.FrontRefused, match="has passed"):
        launching.launch(by=fia, at=ahead(-1))
    assert not FrontEdition.objects.exists()


def test_an_old_front_becomes_the_draft_and_readers_see_nothing_of_it(fia, draft):
    section = make_section()
    article = make_live().article
    places = [Place(article=article.pk, headline="Here"), Place(section.pk)]
    draft(*places)
    old = launching.launch(by=fia)
    draft(Place())
    newer = launching.launch(by=fia)
    assert launching.restore(old, by=fia) == 0
    assert drafting.places_of(drafting.draft()) == places
    assert FrontEdition.objects.live().get() == newer
    entry = AuditEntry.objects.latest("pk")
    assert (entry.verb, len(entry.before["slots"]), len(entry.after["slots"])) == ("restore_front", 1, 2)


def test_what_is_gone_is_left_out_and_counted(fia, draft):
    section = make_section()
    draft(Place(article=make_live().article_id), Place(section.pk))
    old = launching.launch(by=fia)
    old.content[0] |= {"article": 999_999, "headline": "Gone", "picture": None}
    section.delete()
    assert launching.restore(old, by=fia) == 2
    assert drafting.places_of(drafting.draft()) == [Place()]


@pytest.mark.parametrize(
    ("verb", "right"),
    [
        (lambda by: launching.launch(by=by), "add_frontedition"),
        (lambda by: launching.cancel(by=by), "add_frontedition"),
        (lambda by: launching.restore(FrontEdition(content=[]), by=by), "change_slot"),
        (lambda by: drafting.save([Place()], by=by, seen=drafting.version_of([])), "change_slot"),
    ],
)
def test_each_verb_is_refused_without_its_right(verb, right):
    for nobody in (make_user("mo", "Moderator"), front_editor(without=right)):
        with pytest.raises(PermissionDenied):
            verb(nobody)
    assert not FrontEdition.objects.exists()
    assert not Slot.objects.exists()


def test_a_launch_purges_the_front_page(fia, django_capture_on_commit_callbacks):
    heard = []
    purged.connect(lambda tags, **kwargs: heard.append(tags), weak=False, dispatch_uid="test.front")
    with django_capture_on_commit_callbacks(execute=True):
        launching.launch(by=fia)
    purged.disconnect(dispatch_uid="test.front")
    assert any("front" in tags for tags in heard)


def test_a_stale_draft_is_neither_saved_nor_launched_nor_replaced(fia, draft):
    seen = drafting.version_of(drafting.draft())
    draft(Place(), Place())
    old = launching.launch(by=fia)
    for verb in (
        lambda: drafting.save([Place()], by=fia, seen=seen),
        lambda: launching.launch(by=fia, seen=seen),
        lambda: launching.restore(old, by=fia, seen=seen),
    ):
        with pytest.raises(drafting.DraftChanged) as changed:
            verb()
        assert len(changed.value.slots) == 2
    assert (Slot.objects.count(), FrontEdition.objects.count()) == (2, 1)


def test_a_draft_saved_as_it_stands_writes_nothing(fia, draft):
    draft(Place())
    keys, entries = list(Slot.objects.values_list("pk", flat=True)), AuditEntry.objects.count()
    assert drafting.save([Place()], by=fia, seen=drafting.version_of(drafting.draft())) is False
    assert (list(Slot.objects.values_list("pk", flat=True)), AuditEntry.objects.count()) == (keys, entries)


def test_a_saved_draft_is_in_the_log(fia, draft):
    draft(Place())
    entry = AuditEntry.objects.get(verb="draft_front")
    assert (entry.object_name, entry.object_id, entry.actor) == ("draft of the front page", 0, fia)
    assert (entry.before["slots"], len(entry.after["slots"])) == ([], 1)
