"""Addresses of reading. Article and section come last: their first word is any section's."""

from django.urls import path, re_path

from articles.reading import (
    archive,
    archive_days,
    article,
    corrections,
    front,
    history,
    lists,
    preview,
    source_feed,
    source_removal,
    sources,
)
from articles.syndication.formats.answering import feed_paths

urlpatterns = [
    path("", front.front, name="front"),
    path("sources/", sources.source_index, name="sources"),
    path("sources/<slug:slug>/", sources.source, name="source"),
    *feed_paths("sources/<slug:slug>/statements", source_feed.feed_source, "feed_source"),
    path("sources/<slug:slug>/removal/", source_removal.source_removal, name="source_removal"),
    path("sources/<slug:slug>/removal/thanks/", source_removal.source_removal_thanks, name="source_removal_thanks"),
    path("authors/<slug:slug>/", lists.author, name="author"),
    path("topics/<slug:slug>/", lists.topic, name="topic"),
    path("archive/", archive.archive, name="archive"),
    re_path(r"^archive/(?P<year>[0-9]{4})/$", archive_days.archive_of, name="archive_year"),
    re_path(r"^archive/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/$", archive_days.archive_of, name="archive_month"),
    re_path(
        r"^archive/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<day>[0-9]{2})/$",
        archive_days.archive_of,
        name="archive_day",
    ),
    path("corrections/", corrections.corrections, name="corrections"),
    path("preview/<str:token>/", preview.preview, name="preview"),
    path("preview/<str:token>/approve/", preview.approve, name="preview_approve"),
    path("history/<slug:public_id>/", history.history, name="history"),
    path("<slug:slug>/", lists.section, name="section"),
    path("<slug:section>/<slug:words>/", article.article, name="article"),
]
