"""Whether the page cache stands in front: PAGE_CACHE, and a folder that can be written."""

from __future__ import annotations

import logging

from django.conf import settings

from articles.page_cache.layer import PageCache
from articles.page_cache.rendering import Application
from articles.page_cache.sending import without_plans

logger = logging.getLogger(__name__)


def in_front_of(application: Application) -> Application:
    """`application` behind the page cache; by itself when there is none, or none can be.

    Either way nobody outside is told of planned changes.
    """
    if settings.PAGE_CACHE:
        try:
            return PageCache(application)
        except OSError:
            logger.exception("Pages cannot be kept in %s; each is made anew.", settings.PAGE_CACHE_FOLDER)
    return lambda environ, start_response: application(environ, without_plans(start_response))
