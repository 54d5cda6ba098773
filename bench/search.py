"""Times searches among as many stories as you like, in a database of its own: `python -m bench.search`.

    python -m bench.search --articles 100000
    .venv/bin/python .ci/services.py .venv/bin/python -m bench.search      # on PostgreSQL

Stories of about 330 words each, from a vocabulary in which word number n is 1/n as frequent as the first, as in real
languages. Each kind of search is asked with many different words; “index” is what the index costs, “page” the whole
page in-process, its template included. The exit status is 1 when the 95th percentile of the index is above the limit.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import accumulate, islice
from typing import Any

ROW = "{:<44} {:>8} {:>9} {:>9} {:>9} {:>9}"
VOCABULARY = 40_000
LENGTH = 300  # words of a body; headlines and standfirsts come on top
PIECE = 1_000
KINDS = ("news", "news", "news", "analysis", "opinion", "live")
YEARS = 12


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000, help="how many stories to write (100000)")
    parser.add_argument("--limit", type=float, default=20, help="milliseconds that 95 of 100 searches may take (20)")
    parser.add_argument("--times", type=int, default=60, help="how many searches of each kind (60)")
    parser.add_argument("--keep", help="a folder for SQLite's database, used again when it holds one")
    parser.add_argument("--only", default="", help="only the kinds of search with this in their name")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        os.environ |= {"VAR_DIR": options.keep or folder, "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        import django
        from django.conf import settings

        django.setup()
        settings.DEBUG = False  # Django would note down every query
        return measured(options)


def measured(options: argparse.Namespace) -> int:
    from django.core.management import call_command
    from django.db import connection

    from articles.models import Edition

    call_command("migrate", verbosity=0)
    words = Words(random.Random(6))  # noqa: S311 - words, no secrets
    if Edition.objects.count() != options.articles:
        if Edition.objects.exists():
            sys.exit("This database holds other stories. Name an empty one, or none for SQLite in a new folder.")
        write(options.articles, words)
    index_them(options.articles)
    print(
        ROW.format(f"{options.articles:,} stories on {connection.vendor}", "hits", "median", "p95", "page", "page p95")
    )
    return (
        1
        if sum([shown(name, asks, words, options) for name, asks in searches(words).items() if options.only in name])
        else 0
    )


class Words:
    """Invented words by their frequency: `at(n)` is the nth most frequent."""

    def __init__(self, chance: random.Random):
        self.chance = chance
        parts = "ba be bo da de do fa fe ga go ka ke ko la le lo ma me mo na ne no pa po ra re ro sa so ta te to va vo".split()
        made = {"".join(random.Random(number).choices(parts, k=3 + number % 3)) for number in range(VOCABULARY * 2)}  # noqa: S311 - as above
        self.words = sorted(made, key=lambda word: random.Random(word).random())[:VOCABULARY]  # noqa: S311 - as above
        self.weights = list(accumulate(1 / (number + 3) for number in range(len(self.words))))

    def at(self, number: int) -> str:
        return self.words[number]

    def some(self, number: int) -> list[str]:
        return self.chance.choices(self.words, cum_weights=self.weights, k=number)


def write(number: int, words: Words) -> None:
    """Stories as published, over twelve years, in ten sections, each with a statement of its own."""
    from articles.models import Section

    sections = [Section.objects.create(name=f"Part {each}", slug=f"part-{each}") for each in range(10)]
    started = time.monotonic()
    for first in range(0, number, PIECE):
        write_piece(range(first, min(first + PIECE, number)), number, words, sections)
        print(f"\r{first + PIECE:,} stories written, {time.monotonic() - started:.0f} s", end="", flush=True)
    print()


def write_piece(numbers: range, total: int, words: Words, sections: list) -> None:
    from django.db import transaction
    from django.utils import timezone

    from articles.models import Article, Edition, Revision, Source, Statement
    from bench.many import add

    now = timezone.now()
    with transaction.atomic():
        sources = add(Source, [Source(name=f"Source {each}", slug=f"source-{each}") for each in numbers[::10]])
        texts = [words.some(LENGTH) for _each in numbers]
        stories = add(
            Article, [Article(headline=" ".join(words.some(8)), section=sections[each % 10]) for each in numbers]
        )
        revisions = add(Revision, [Revision(article=of, number=1, content={"v": 1}, digest="") for of in stories])
        editions = []
        for each, of, revision, text in zip(numbers, stories, revisions, texts, strict=True):
            moment = now - timedelta(days=365 * YEARS * (total - each) / total, minutes=1)
            editions.append(
                Edition(
                    article=of,
                    revision=revision,
                    number=1,
                    section_id=of.section_id,
                    kind=KINDS[each % len(KINDS)],
                    language="fr" if each % 9 == 0 else "en",
                    path=f"/x/{of.public_id}/",
                    headline=of.headline,
                    standfirst=" ".join(words.some(20)),
                    body_html="<p></p>",
                    body_text=" ".join(text),
                    first_published=moment,
                    live_from=moment,
                    updated=moment,
                    announced=moment,
                )
            )
        add(Edition, editions)
        said = [
            Statement(article=of, source=sources[place // 10], words=" ".join(text[20:32]), state="accepted")
            for place, (of, text) in enumerate(zip(stories, texts, strict=True))
        ]
        add(Statement, said)
        links = Edition.sources.through
        add(links, [links(edition=one, source=sources[place // 10]) for place, one in enumerate(editions)])


def index_them(number: int) -> None:
    from django.db import connection

    from articles.search import index
    from articles.search.rebuilding import rebuild

    if len(index.backend_of("default").known(connection, 0, 2**62)) != number:
        started = time.monotonic()
        rebuild(progress=lambda so_far: print(f"\r{so_far.indexed:,} indexed", end="", flush=True))
        print(f", {time.monotonic() - started:.0f} s")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET statement_timeout = 0")
        cursor.execute("ANALYZE")


def searches(words: Words) -> dict[str, Callable[[], Iterator[dict[str, str]]]]:
    """Each kind of search as parameters of the page, with other words each time."""
    at, chance = words.at, random.Random(7)  # noqa: S311 - as above

    def one(low: int, high: int, **more: str) -> Callable[[], Iterator[dict[str, str]]]:
        return lambda: ({"q": at(chance.randrange(low, high)), **more} for _each in iter(int, 1))

    def two(low: int, high: int, form: str = "{} {}", **more: str) -> Callable[[], Iterator[dict[str, str]]]:
        return lambda: (
            {"q": form.format(at(chance.randrange(low, high)), at(chance.randrange(low, high))), **more}
            for _each in iter(int, 1)
        )

    def typos() -> Iterator[dict[str, str]]:
        while True:
            word = at(chance.randrange(50, 5_000))
            place = chance.randrange(1, len(word) - 1)
            yield {"q": word[:place] + word[place + 1] + word[place] + word[place + 2 :]}

    return {
        "rare word": one(5_000, 20_000),
        "word of 1 story in 100 to 20": one(400, 2_000),
        "word of 1 story in 20 to 4": one(60, 400),
        "word of nearly every story": one(0, 5),
        "the same, newest first": one(0, 5, order="newest"),
        "the same, in one section and year": one(0, 5, section="part-3", year="2019"),
        "two rare words": two(2_000, 5_000),
        "two frequent words": two(20, 300),
        "two of the most frequent words": two(0, 10),
        "phrase of two frequent words": two(0, 60, '"{} {}"'),
        "beginning of a word": lambda: ({"q": each["q"][:4] + "*"} for each in one(50, 5_000)()),
        "frequent word in what was said": one(20, 400, **{"in": "quotes"}),
        "two letters swapped": typos,
    }


def shown(name: str, asks: Callable, words: Words, options: argparse.Namespace) -> bool:
    """Print the row of one kind; whether it was too slow. The first three searches warm up."""
    from django.test import Client

    from articles.search.forms import SearchForm

    client = Client(SERVER_NAME="127.0.0.1")
    costs, pages, hits = [], [], []
    for number, parameters in enumerate(islice(asks(), options.times + 3)):
        asked = SearchForm(parameters).asked()
        cost, found = timed(partial(answered, asked))
        page, _response = timed(partial(client.get, "/search/", parameters))
        if number >= 3:
            costs.append(cost)
            pages.append(page)
            hits.append(found)
    figures = [percentile(costs, 50), percentile(costs, 95), percentile(pages, 50), percentile(pages, 95)]
    print(ROW.format(name, f"{sorted(hits)[len(hits) // 2]}", *(f"{figure:.1f}" for figure in figures)), flush=True)
    return figures[1] > options.limit


def answered(asked) -> int:
    """What the page asks of the index: the hits with their counts, or the statements that hold the words."""
    from django.utils import timezone

    from articles.models import Edition, Section
    from articles.search import index, quotes
    from articles.search.facets import facets_of, narrow, signs_of
    from articles.search.spelling import corrected

    at = timezone.now()
    if asked.in_quotes:
        return len(quotes.find(asked.query, None, order=asked.order, page=1, size=30, at=at)[0])
    sections = list(Section.objects.all())
    editions = narrow(Edition.objects.live(at), asked.narrowed, sections)
    signs = signs_of(asked.narrowed, sections)
    found = index.search(editions, asked.query, order=asked.order, signs=signs)
    if not found.hits and (better := corrected(asked.query, editions)):
        found = index.search(editions, better, order=asked.order, signs=signs)
    facets_of(found, asked.narrowed, sections)
    return len(found.hits)


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = call()
    return (time.perf_counter() - start) * 1000, result


def percentile(values: list[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


if __name__ == "__main__":
    sys.exit(main())
