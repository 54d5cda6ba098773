"""Asking the index as a page does."""

from articles.models import Edition
from articles.search import index
from articles.search.query import read_query


def found(words, at=None, **options):
    found = index.search(Edition.objects.live(at), read_query(words), **options)
    return [hit.edition_id for hit in found.hits]
