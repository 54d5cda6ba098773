"""`warm_pages` makes what readers come to first, and the workers find it."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from tests import world
from tests.page_cache.workers import ask, worker

pytestmark = pytest.mark.django_db


def test_after_it_the_first_reader_gets_a_hit(capsys):
    edition = world.make_live(authors=[world.make_author()], topics=[world.make_topic()])
    call_command("warm_pages")
    assert "pages are ready" in capsys.readouterr().out
    cache = worker()
    for path in ("/", edition.path, edition.section.get_absolute_url(), "/feeds/all.rss", "/sitemap.xml"):
        assert ask(cache, path).how == "hit", path


def test_it_stops_at_the_number_it_is_given(capsys):
    for _number in range(5):
        world.make_live()
    call_command("warm_pages", most=3)
    assert capsys.readouterr().out.startswith("3 pages are ready; 0 of 3")


def test_without_a_page_cache_it_says_so(settings):
    settings.PAGE_CACHE = False
    with pytest.raises(CommandError, match="nothing to warm"):
        call_command("warm_pages")
