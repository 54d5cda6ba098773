"""`manage.py warm_pages`: make the pages that readers come to first, after a deploy."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application

from articles.page_cache import warming
from articles.page_cache.layer import PageCache

BEGINNINGS = (
    "/",
    "/feeds/all.rss",
    "/sitemap.xml",
    "/news-sitemap.xml",
    "/archive/",
    "/sources/",
    "/corrections/",
    "/search/",
)


class Command(BaseCommand):
    help = (
        "Make the front page, the sections, the feeds and what they and the sitemaps link to, so that nobody waits for them "
        "after a deploy. Runs with the environment of the server. Pages that are good already are left as they are."
    )

    def add_arguments(self, parser):
        parser.add_argument("--most", type=int, default=500, help="how many pages (500)")

    def handle(self, *args, **options):
        if not settings.PAGE_CACHE:
            raise CommandError("Pages are not kept here: PAGE_CACHE is 0. There is nothing to warm.")
        try:
            cache = PageCache(get_wsgi_application())
        except OSError as error:
            raise CommandError(f"Pages cannot be kept in {settings.PAGE_CACHE_FOLDER}: {error}.") from error
        made = [kept for _path, kept in warming.warm(cache, BEGINNINGS, options["most"])]
        self.stdout.write(
            f"{sum(made)} pages are ready; {len(made) - sum(made)} of {len(made)} addresses lead elsewhere."
        )
