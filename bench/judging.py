"""What deciding on a comment costs: the whole of `judged()`, queries and all, on a database with comments in it.

    python -m bench.judging                        # SQLite in a folder of its own
    .ci/services.py python -m bench.judging        # PostgreSQL

With 20,000 comments, 1,000 listed words and a filter in use; the database has its statistics, which PostgreSQL sees to by
itself a minute after rows came. The exit status is 1 when p99 is over the limit, for texts of any length or for those of
5,000 characters, whose words are all different ones or of one long run.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from array import array
from string import ascii_lowercase

from bench.in_process import newsroom_here

WORDS = (
    "the ferry left at noon and nobody on pier had been told of it before said harbour master who was right about quay "
    "please check out my channel free gift cards win now visit our site subscribe earn money from home daily"
).split()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.judging", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--comments", type=int, default=20_000, help="how many comments there are (20000)")
    parser.add_argument("--decisions", type=int, default=2_000, help="how many are judged (2000)")
    parser.add_argument("--limit", type=float, default=20, help="milliseconds that p99 may take (20)")
    options = parser.parse_args()
    with newsroom_here(DEBUG="", SECRET_KEY="only-for-a-bench-" + "x" * 50):
        return measured(options)


def measured(options: argparse.Namespace) -> int:
    from django.core.management import call_command
    from django.db import connection

    from articles.models import Article, Edition

    call_command("migrate", verbosity=0)
    if Article.objects.exists():
        sys.exit("This database holds stories. Name an empty one in DATABASE_URL, or none for SQLite in a new folder.")
    from bench.many import fill
    from bench.many_comments import converse

    article = fill(10)[0]
    converse(Edition.objects.filter(article=article).select_related("article")[0], options.comments)
    listed_and_learnt()
    chance = random.Random(5)  # noqa: S311 - the same choice each time, no secret
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    texts = [words(chance, size) for size in (5, 20, 60, 200, 700) for _each in range(options.decisions // 5)]
    chance.shuffle(texts)
    for text in texts[:20]:
        decided(article, text, chance)  # these warm up
    print(f"{connection.vendor}, over {options.comments:,} comments; load {os.getloadavg()[0]:.1f}")
    worst = [told(article, "of 5 to 700 words", texts, chance)]
    long = [words(chance, 900)[:5000] for _each in range(options.decisions // 10)]
    worst.append(told(article, "of 5,000 characters", long, chance))
    different = [all_different(chance) for _each in range(options.decisions // 10)]
    worst.append(told(article, "of 5,000, no word twice", different, chance))
    worst.append(told(article, "of 5,000 without a blank", [text.replace(" ", "-") for text in different], chance))
    return int(max(worst) > options.limit)


def told(article, kind: str, texts: list[str], chance: random.Random) -> float:
    """Judge `texts` and print what it took; the p99 in milliseconds."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    began = time.process_time()
    times = [decided(article, text, chance) for text in texts]
    cpu = (time.process_time() - began) * 1000 / len(texts)
    with CaptureQueriesContext(connection) as captured:
        decided(article, texts[0], chance)
    median, p99 = statistics.median(times), statistics.quantiles(times, n=100)[98]
    print(
        f"{len(texts):>6,} {kind}: median {median:.1f} ms, p99 {p99:.1f}, longest {max(times):.1f}; "
        f"{cpu:.1f} ms of this processor, {len(captured)} queries each"
    )
    return p99


def words(chance: random.Random, size: int) -> str:
    return " ".join(chance.choice(WORDS) for _word in range(size))[:5000]


def all_different(chance: random.Random) -> str:
    """The filter looks at each piece of each word: as many as a text can have."""
    return " ".join("".join(chance.choices(ascii_lowercase, k=chance.randint(2, 10))) for _word in range(1_000))[:5000]


def listed_and_learnt() -> None:
    """A long word list, and a filter whose weights are all there: what they say is of no account here."""
    from articles.comments.judging import filtering
    from articles.comments.judging.features import SPACE, VERSION
    from articles.models import ListedWord, SpamFilter

    rows = [ListedWord(word=f"badword{each}", folded=f"badword{each}") for each in range(1_000)]
    ListedWord.objects.bulk_create(rows)
    chance = random.Random(7)  # noqa: S311 - the same choice each time, no secret
    weights = filtering.packed(array("f", [chance.gauss(0, 0.3) for _each in range(SPACE)]))
    figures = {"approved": 1_000, "rejected": 1_000, "intercept": 0.0, "holds_from": 0.9}
    SpamFilter.objects.create(in_use=True, look=VERSION, weights=weights, **figures)


def decided(article, text: str, chance: random.Random) -> float:
    """Milliseconds."""
    from articles.comments.judging.gathering import judged

    email = chance.choice(["wilma@example.org", f"r{chance.random()}@example.org"])
    began = time.perf_counter()
    judged(article, name="Wilma", email=email, text=text, language="en", by_form=True, form_age=30.0)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
