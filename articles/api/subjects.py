"""Sections, topics, authors and sources: those that readers can meet, in the order of their names."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from articles.api import shapes
from articles.api.endpoints import Answer, Endpoint, Question, endpoint, listed, paged
from articles.api.paging import by_name
from articles.publishing.models import Author, Edition, Section, Topic
from articles.reading.attributions import sources_in_public
from articles.reading.sources import with_what_is_told


def in_live(model: type, relation: str, question: Question) -> QuerySet:
    """Rows of `model` that a live edition has in its `relation`: the topic of a draft would tell of the draft."""
    live = Edition.objects.live(question.at).filter(**{relation: OuterRef("pk")})
    return model._default_manager.filter(Exists(live))


def page_of_names(question: Question, rows: QuerySet, shape: Any, tag: str) -> Answer:
    page = paged(lambda: by_name(rows, question.asked))
    return listed(page, question, [shape(row) for row in page.rows], (tag, "feeds"))


def one(question: Question, rows: QuerySet, slug: str, shape: Any) -> Answer:
    """Two or three queries."""
    found = get_object_or_404(rows, slug=slug)
    return Answer(shape(found), (*found.cache_tags(), "feeds"), Edition.objects.next_change(question.at))


def whole_section(found: Section) -> shapes.Shape:
    return shapes.section(found) | about(found, "section")


def whole_topic(found: Topic) -> shapes.Shape:
    return shapes.topic(found) | about(found, "topic")


def about(found: Any, name: str) -> shapes.Shape:
    return {
        "description": found.description,
        "articles_url": f"{shapes.address_of('api_articles')}?{name}={found.slug}",
        "feed_url": shapes.address_of(f"feed_{name}", slug=found.slug),
    }


def whole_author(found: Author) -> shapes.Shape:
    return shapes.author(found) | {
        "title": found.title or None,
        "biography": found.biography,
        "email": found.email or None,
        "website": found.website or None,
        "articles_url": f"{shapes.address_of('api_articles')}?author={found.slug}",
        "feed_url": shapes.address_of("feed_author", slug=found.slug),
    }


@endpoint(Endpoint("/sections/", "api_sections", "The sections, by name.", "Sections", is_list=True))
def sections(question: Question) -> Answer:
    """A section has its page before it has its first story, so all are listed."""
    return page_of_names(question, Section.objects.all(), whole_section, "sections")


@endpoint(Endpoint("/sections/{slug}/", "api_section", "A section.", "Section"))
def section(question: Question, slug: str) -> Answer:
    return one(question, Section.objects.all(), slug, whole_section)


@endpoint(Endpoint("/topics/", "api_topics", "The topics of live articles, by name.", "Topics", is_list=True))
def topics(question: Question) -> Answer:
    return page_of_names(question, in_live(Topic, "topics", question), whole_topic, "topics")


@endpoint(Endpoint("/topics/{slug}/", "api_topic", "A topic.", "Topic"))
def topic(question: Question, slug: str) -> Answer:
    return one(question, in_live(Topic, "topics", question), slug, whole_topic)


@endpoint(Endpoint("/authors/", "api_authors", "The authors of live articles, by name.", "Authors", is_list=True))
def authors(question: Question) -> Answer:
    return page_of_names(question, in_live(Author, "authors", question), whole_author, "authors")


@endpoint(Endpoint("/authors/{slug}/", "api_author", "An author.", "Author"))
def author(question: Question, slug: str) -> Answer:
    return one(question, in_live(Author, "authors", question), slug, whole_author)


@endpoint(
    Endpoint("/sources/", "api_sources", "The sources that live articles name, by name.", "Sources", is_list=True)
)
def sources(question: Question) -> Answer:
    rows = with_what_is_told(sources_in_public(question.at), question.at)
    return page_of_names(question, rows, shapes.source, "sources")


@endpoint(Endpoint("/sources/{slug}/", "api_source", "A source.", "Source"))
def source(question: Question, slug: str) -> Answer:
    return one(question, with_what_is_told(sources_in_public(question.at), question.at), slug, shapes.source)
