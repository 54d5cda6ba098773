"""Times searches among as many stories as you like, in a database of its own: `python -m bench.search`.

    python -m bench.search --articles 100000
    .venv/bin/python .ci/services.py .venv/bin/python -m bench.search      # on PostgreSQL

Stories of about 330 words each, from a vocabulary in which word number n is 1/n as frequent as the first, as in real
languages. Each kind of search is asked with many different words. “median”, “p95” and “p99” are of the whole
search: what the index is asked, the rows of the page, their snippets, the facets; “page” is the page in-process, its
template included. The exit status is 1 when the 95th percentile of a search is above the limit. Where others use the
machine too, `--rounds` takes of each search the fastest of some; the load is printed below.

Once filled, a database is used again: SQLite's in the folder of `--keep`, PostgreSQL's as long as the server lives.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import accumulate, islice
from typing import Any

from bench.in_process import newsroom_here

ROW = "{:<44} {:>8} {:>9} {:>9} {:>9} {:>9} {:>9}"
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
    parser.add_argument("--rounds", type=int, default=1, help="how often each search is made; the fastest counts (1)")
    parser.add_argument("--keep", help="a folder for SQLite's database, used again when it holds one")
    parser.add_argument("--only", default="", help="only the kinds of search with this in their name")
    options = parser.parse_args()
    with newsroom_here(options.keep or ""):
        return measured(options)


def measured(options: argparse.Namespace) -> int:
    from django.db import connection

    words = Words(random.Random(6))  # noqa: S311 - words, no secrets
    filled(options.articles, words)
    print(
        ROW.format(
            f"{options.articles:,} stories on {connection.vendor}", "hits", "median", "p95", "p99", "page", "page p95"
        )
    )
    slow = [shown(name, asks, options) for name, asks in searches(words).items() if options.only in name]
    print("load average: {:.1f} {:.1f} {:.1f}".format(*os.getloadavg()))
    return 1 if any(slow) else 0


def filled(number: int, words: Words) -> None:
    """See that the database holds this many stories, all of them in the index."""
    from django.core.management import call_command

    from articles.models import Edition

    call_command("migrate", verbosity=0)
    if Edition.objects.count() != number:
        if Edition.objects.exists():
            sys.exit("This database holds other stories. Name an empty one, or none for SQLite in a new folder.")
        write(number, words)
    index_them(number)


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

    from articles.models import Article, Edition, Revision, Source, SourceName, Statement
    from articles.sourcing.names import folded
    from bench.many import add

    now = timezone.now()
    with transaction.atomic():
        sources = add(Source, [Source(name=name_of(each, words), slug=f"source-{each}") for each in numbers[::10]])
        add(SourceName, [SourceName(source=each, key=folded(each.name)) for each in sources])
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


def name_of(number: int, words: Words) -> str:
    """The name of a source: two words, each of which some twenty others have too."""
    return f"{words.at(500 + number // 10 % 500)} {words.at(1_000 + number // 10 * 7 % 499)}".title()


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

    def speakers(change: Callable[[str], str], **more: str) -> Callable[[], Iterator[dict[str, str]]]:
        return lambda: (
            {"speaker": change(name_of(chance.randrange(10_000) * 10, words)), **more} for _each in iter(int, 1)
        )

    def misspelt(name: str) -> str:
        place = chance.randrange(1, 4)
        return name[:place] + name[place + 1] + name[place] + name[place + 2 :]

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
        "page 5 of a frequent word": one(20, 400, page="5"),
        "speaker": speakers(str),
        "speaker misspelt": speakers(misspelt),
        "frequent word of a speaker misspelt": speakers(misspelt, q=at(3)),
        "Arabic word that no story has": lambda: ({"q": "الميناء"} for _each in iter(int, 1)),
    }


def shown(name: str, asks: Callable, options: argparse.Namespace) -> bool:
    """Print the row of one kind; whether it was too slow. The first three searches warm up."""
    from django.test import Client

    from articles.search.forms import SearchForm

    client = Client(SERVER_NAME="127.0.0.1")
    costs, pages, hits = [], [], []
    for number, parameters in enumerate(islice(asks(), options.times + 3)):
        asked = SearchForm(parameters).asked()
        cost, found = min(timed(partial(answered, asked)) for _round in range(options.rounds))
        page, _response = timed(partial(client.get, "/search/", parameters))
        if number >= 3:
            costs.append(cost)
            pages.append(page)
            hits.append(found)
    figures = [*(percentile(costs, part) for part in (50, 95, 99)), percentile(pages, 50), percentile(pages, 95)]
    print(ROW.format(name, f"{sorted(hits)[len(hits) // 2]}", *(f"{figure:.1f}" for figure in figures)), flush=True)
    return figures[1] > options.limit


def answered(asked) -> int:
    """The search as the page makes it: how many hits it counted, or how many statements it shows."""
    from django.utils import timezone

    from articles.search.stories import find_stories
    from articles.search.views import quotes_context

    at = timezone.now()
    if asked.in_quotes:
        return len(quotes_context(asked, at)["quotes"])
    return len(find_stories(asked, at).found.hits)


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = call()
    return (time.perf_counter() - start) * 1000, result


def percentile(values: list[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


if __name__ == "__main__":
    sys.exit(main())
