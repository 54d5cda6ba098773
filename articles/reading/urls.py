"""Addresses of reading. Article and section come last: their first word is any section's."""

from django.urls import path

from articles.reading import archive, article, corrections, front, lists, sources

urlpatterns = [
    path("", front.front, name="front"),
    path("sources/", sources.source_index, name="sources"),
    path("sources/<slug:slug>/", sources.source, name="source"),
    path("authors/<slug:slug>/", lists.author, name="author"),
    path("topics/<slug:slug>/", lists.topic, name="topic"),
    path("archive/", archive.archive, name="archive"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("<slug:slug>/", lists.section, name="section"),
    path("<slug:section>/<slug:words>/", article.article, name="article"),
]
