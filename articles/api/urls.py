"""Addresses of the interface, all below /api/v1/, and of oEmbed."""

from django.urls import path

from articles.api import articles, oembed, openapi, responses, statements, subjects

urlpatterns = [
    path("oembed/", oembed.oembed, name="oembed"),
    path("api/v1/", openapi.index, name="api"),
    path("api/v1/openapi.json", openapi.description, name="api_description"),
    path("api/v1/articles/", articles.articles, name="api_articles"),
    path("api/v1/articles/<slug:public_id>/", articles.article, name="api_article"),
    path("api/v1/articles/<slug:public_id>/ninjs.json", articles.as_ninjs, name="api_ninjs"),
    path("api/v1/articles/<slug:public_id>/comments/", responses.comments, name="api_comments"),
    path("api/v1/sections/", subjects.sections, name="api_sections"),
    path("api/v1/sections/<slug:slug>/", subjects.section, name="api_section"),
    path("api/v1/topics/", subjects.topics, name="api_topics"),
    path("api/v1/topics/<slug:slug>/", subjects.topic, name="api_topic"),
    path("api/v1/authors/", subjects.authors, name="api_authors"),
    path("api/v1/authors/<slug:slug>/", subjects.author, name="api_author"),
    path("api/v1/sources/", subjects.sources, name="api_sources"),
    path("api/v1/sources/<slug:slug>/", subjects.source, name="api_source"),
    path("api/v1/statements/", statements.statements, name="api_statements"),
    path("api/v1/corrections/", responses.corrections, name="api_corrections"),
    path("api/v1/<path:rest>", openapi.nothing, name="api_nothing"),
]
