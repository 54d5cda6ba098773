"""`thin_revisions`: what stays for ever, what goes, and that it can be run again."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Approval, Revision
from articles.publishing import history, revisions, workflow
from articles.publishing.retention import thin
from tests.world import make_article

pytestmark = pytest.mark.django_db


def old(article, *hours_ago: int, same_text: bool = False) -> list[Revision]:
    """Revisions that many hours before a noon a year ago, oldest first, each of another text or all of the article's."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=365)
    content, made = revisions.snapshot(article), []
    start = article.revisions.count()
    for number, hours in enumerate(hours_ago, start=start + 1):
        words = {} if same_text else {"headline": f"Headline {number}"}
        row = Revision.objects.create(article=article, number=number, content=content | words, digest=str(number))
        Revision.objects.filter(pk=row.pk).update(created=noon - timedelta(hours=hours))
        made.append(row)
    return made


def numbers(article) -> list[int]:
    return sorted(article.revisions.values_list("number", flat=True))


def run(**options) -> str:
    out = StringIO()
    call_command("thin_revisions", stdout=out, **{"newest": 1, "days": 30, **options})
    return out.getvalue()


def test_last_of_each_day_stays():
    article = make_article()
    old(article, 50, 49, 26, 25, 3, 2, 1)
    run(every="day")
    assert numbers(article) == [2, 4, 7]


def test_last_of_each_hour_stays():
    article = make_article()
    rows = old(article, 5, 5, 4, 3)
    assert len(rows) == 4
    run(every="hour")
    assert numbers(article) == [2, 3, 4]


def test_newest_stay():
    article = make_article()
    old(article, 5, 4, 3, 2, 1)
    run(newest=3)
    assert numbers(article) == [3, 4, 5]


def test_young_ones_stay():
    article = make_article()
    old(article, 3, 2)
    Revision.objects.update(created=timezone.now() - timedelta(days=29))
    run()
    assert numbers(article) == [1, 2]


def test_published_named_and_approved_ones_stay(django_user_model):
    article = make_article()
    workflow.publish(article, by=None)
    Revision.objects.update(created=timezone.now() - timedelta(days=366))
    rows = old(article, 8, 7, 6, 5, 4)
    history.name_milestone(rows[0], name="as sent to the lawyers", by=None)
    Approval.objects.create(revision=rows[2], name="Legal")
    run()
    assert numbers(article) == [1, 2, 4, 6]
    assert article.editions.get().revision.number == 1


def test_the_revision_that_brought_the_present_text_stays():
    # Noon, one and two hours before: a day, of which only the last would stay.
    article = make_article(body="<p>First words.</p>")
    old(article, 9, 8, same_text=True)
    article.body = "<p>The words as they stand.</p>"
    article.save()
    old(article, 7, same_text=True)
    article.priority = 3
    article.save()
    old(article, 6, 5, same_text=True)
    run()
    assert numbers(article) == [3, 5]


def test_a_text_that_came_back_counts_from_when_it_came_back():
    article = make_article(body="<p>One.</p>")
    old(article, 9, same_text=True)
    for hours, body in ((8, "<p>Two.</p>"), (7, "<p>One.</p>")):
        article.body = body
        article.save()
        old(article, hours, same_text=True)
    old(article, 6, same_text=True)
    run()
    assert numbers(article) == [3, 4]


def test_help_shows_how_it_is_used(capsys):
    with pytest.raises(SystemExit):
        call_command("thin_revisions", "--help")
    assert "manage.py thin_revisions --dry-run" in capsys.readouterr().out


def test_dry_run_deletes_nothing_and_says_the_same_number():
    article = make_article()
    old(article, 5, 4, 3)
    assert run(dry_run=True) == "1 articles looked at: 2 revisions would go, 1 kept.\n"
    assert numbers(article) == [1, 2, 3]
    assert run() == "1 articles looked at: 2 revisions gone, 1 kept.\n"


def test_second_run_finds_nothing():
    article = make_article()
    old(article, 50, 49, 5, 4, 3)
    run()
    before = numbers(article)
    assert "0 revisions gone" in run()
    assert numbers(article) == before


def test_other_articles_are_left_alone_and_parents_may_go():
    one, other = make_article(), make_article()
    rows = old(one, 5, 4)
    Revision.objects.filter(pk=rows[1].pk).update(parent=rows[0])
    old(other, 3)
    run()
    assert (numbers(one), numbers(other)) == ([2], [1])
    assert one.revisions.get().parent is None


def test_saving_goes_on_after_thinning():
    article = make_article()
    old(article, 5, 4, 3)
    run()
    article.headline = "Changed"
    article.save()
    assert revisions.record(article, user=None).number == 4


@pytest.mark.parametrize("options", [{"newest": 0}, {"days": -1}, {"days": 99_999}])
def test_senseless_limits_are_refused(options):
    with pytest.raises(CommandError):
        run(**options)


def test_many_revisions_go_in_batches(monkeypatch):
    monkeypatch.setattr("articles.publishing.retention.BATCH", 3)
    article = make_article()
    old(article, *range(9, 0, -1))
    seen = []
    result = thin(newest=1, days=30, every="day", progress=lambda so_far: seen.append(so_far.dropped))
    assert (result.dropped, result.kept, seen) == (8, 1, [8])
