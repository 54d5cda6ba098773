"""Whether any page is old right after the desk was told that it is done: several workers, through the admin, over HTTP.

    python -m bench.staleness                          # SQLite
    .ci/services.py python -m bench.staleness --postgres

Each round a story is corrected, withdrawn and brought back, a comment is approved and taken away again; as soon as each
has its answer, every page that shows it is asked for on connections of their own, while readers keep all of them in the
cache. Exit status 2 when one answer was old, 1 when a verb was refused.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.posting import Poster
from bench.served import newest_article, served
from bench.watching import Watch, statuses

PASSWORD = "westport-harbour-demo"  # noqa: S105 - the demo's, printed by it
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|ticked|next)" value="([^"]*)"')
ASKED = 6  # connections for each page after each verb: the kernel spreads them over the workers


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.staleness", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rate", type=float, default=60, help="pages that readers ask for a second meanwhile (60)")
    parser.add_argument("--postgres", action="store_true", help="use the database of DATABASE_URL, which must be empty")
    options = parser.parse_args()
    settings = {"DATABASE_URL": os.environ["DATABASE_URL"]} if options.postgres else {}
    with served(options.workers, COMMENT_RATES="0", **settings) as (port, _server, _folder):
        paper = Paper(port)
        with Watch(port, paper.pages, paper.story, rate=options.rate, others=False) as watch:
            try:
                for number in range(options.rounds):
                    paper.round(number)
            except (LookupError, OSError, http.client.HTTPException) as error:
                sys.exit(f"The desk refused: {error!r}")
    print(f"{paper.verbs} verbs, {paper.asked} answers right after them, {len(paper.old)} old; ", end="")
    print(f"readers meanwhile: {statuses(watch.seen.known)}")
    for sentence in paper.old[:20]:
        print(f"OLD: {sentence}")
    return 2 if paper.old else 0


@dataclass
class Paper:
    """The newest story of the demo, the pages that show it, and an editor who is signed in."""

    port: int
    verbs: int = 0
    asked: int = 0
    old: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.story = newest_article(self.port)
        section, last = self.story.strip("/").split("/")
        self.public_id = last.rpartition("-")[2]
        self.comments = f"/comments/{self.public_id}/"
        slug = last.rpartition("-")[0].replace("-", "+")
        self.lists = ["/", f"/{section}/", "/feeds/all.rss", "/feeds/all.atom", "/archive/", "/news-sitemap.xml"]
        self.lists = [each for each in [*self.lists, f"/search/?q={slug}", "/api/v1/articles/"] if self.shows(each)]
        self.pages = [self.story, self.comments, "/corrections/", *self.lists]
        self.cookies: dict[str, str] = {}
        self.sign_in()
        found = re.search(r"/admin/articles/article/(\d+)/change/", self.get(f"/admin/articles/article/?q={slug}"))
        if not found:
            raise LookupError("the desk does not find the story")
        self.desk = f"/admin/articles/article/{found[1]}"

    def shows(self, path: str) -> bool:
        return self.public_id in self.public(path)[1]

    def sign_in(self) -> None:
        self.post("/admin/login/?next=/admin/", {"username": "editor", "password": PASSWORD})
        if "__Host-sessionid" not in self.cookies and "sessionid" not in self.cookies:
            raise LookupError("the editor of the demo could not sign in")

    def round(self, number: int) -> None:
        words = f"The pier has {number} lamps and not one more."
        self.verb(f"{self.desk}/correct/", {"kind": "correction", "text": words})
        self.expect(self.has(words), [self.story, "/corrections/", "/feeds/all.rss"], "corrected")
        self.verb(f"{self.desk}/withdraw/", {"reason": f"Round {number}."})
        self.expect(lambda status, _page: status == http.client.GONE, [self.story], "withdrawn")
        feeds = [
            path for path in self.lists if path.startswith("/feeds/")
        ]  # they tell whoever copied it that it is gone
        self.expect(self.has(f"Round {number}."), feeds, "withdrawn")
        others = [path for path in self.lists if path not in feeds]
        self.expect(self.has_not(self.public_id), others, "withdrawn")
        self.verb(f"{self.desk}/restore/", {})
        self.expect(lambda status, _page: status == http.client.OK, [self.story, self.comments], "brought back")
        self.expect(self.has(self.public_id), self.lists, "brought back")
        self.comment(number)

    def comment(self, number: int) -> None:
        words = f"I counted {number} lamps on the pier last night."
        poster = Poster(self.port, self.story, number)
        poster.opened()
        if poster.post(words) != http.client.SEE_OTHER:
            raise LookupError("the comment was refused")
        queue = self.get(f"/admin/articles/comment/?{urlencode({'q': words})}")
        found = re.search(r"/admin/articles/comment/(\d+)/", queue)
        if not found:
            raise LookupError("the desk does not find the comment")
        for verb, is_there in (("reject", False), ("approve", True), ("reject", False)):
            self.verb(f"/admin/articles/comment/{found[1]}/{verb}/", {}, form="/admin/articles/comment/")
            self.expect(self.has(words) if is_there else self.has_not(words), [self.comments], verb)

    @staticmethod
    def has(words: str) -> Callable[[int, str], bool]:
        return lambda _status, page: words in page

    @staticmethod
    def has_not(words: str) -> Callable[[int, str], bool]:
        return lambda _status, page: words not in page

    def verb(self, address: str, given: dict[str, str], *, form: str = "") -> None:
        status = self.post(address, given, form=form or address)
        self.verbs += 1
        if status != http.client.FOUND:
            raise LookupError(f"{address} answered {status}")

    def expect(self, right: Callable[[int, str], bool], paths: list[str], when: str) -> None:
        for _time in range(ASKED):
            for path in paths:
                self.asked += 1
                status, page, how = self.public(path)
                if not right(status, page):
                    self.old.append(f"{path} after “{when}”: {status}, X-Cache {how}")

    def public(self, path: str) -> tuple[int, str, str]:
        status, page, headers = self.ask("GET", path, {})
        return status, page, headers.get("X-Cache") or ""

    def get(self, path: str) -> str:
        return self.ask("GET", path, {"Cookie": self.cookie()})[1]

    def post(self, path: str, given: dict[str, str], *, form: str = "") -> int:
        hidden = HIDDEN.findall(self.get(form or path))
        token = dict(pair for pair in hidden if pair[0] == "csrfmiddlewaretoken")
        ticked = [pair for pair in hidden if pair[0] == "ticked"]
        body = urlencode([*token.items(), *ticked, *given.items()])
        sent = {"Cookie": self.cookie(), "Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, sent, body)[0]

    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(self, method: str, path: str, headers: dict[str, str], body: str | None = None):
        """Status, page and headers, on a connection of its own; the desk's cookies are kept."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    pair = value.partition(";")[0].partition("=")
                    self.cookies[pair[0]] = pair[2]
            return answer.status, answer.read().decode("utf-8", "replace"), answer.headers
        finally:
            connection.close()


if __name__ == "__main__":
    sys.exit(main())
