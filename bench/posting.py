"""Clients that post comments as a browser does: the form page first, then the form with its cookie and its token."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections import Counter
from urllib.parse import urlencode, urlsplit

from bench.load import Measured

FIELD = re.compile(r'name="(csrfmiddlewaretoken|key)" value="([^"]*)"')
PATIENCE = 10  # seconds for an answer
CLIENTS = 8  # threads of one flooding process


class Poster:
    """Somebody who posts under the story at `path`. `network` is named as a proxy would name it."""

    def __init__(self, port: int, path: str, number: int, network: str = ""):
        self.port, self.path, self.number = port, path, number
        self.address = self.form_at = ""
        self.sent: dict[str, str] = {}
        self.cookie = ""
        self.headers = {"X-Forwarded-For": network} if network else {}

    def opened(self) -> None:
        """Fetch the form, with its cookie and tokens. Raises OSError or HTTPException."""
        if not self.form_at:
            page = self._asked("GET", self.path)[1]
            self.form_at = re.search(r'href="(/comments/[^"?#]+/post/)"', page)[1]  # type: ignore[index]  # the demo's story takes comments
        answer, page = self._asked("GET", self.form_at)
        self.sent = dict(FIELD.findall(page))
        self.cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0] or self.cookie

    def post(self, text: str, connection: http.client.HTTPConnection | None = None) -> int:
        """Post `text` with the form as it was opened; the status of the answer. Raises OSError or HTTPException.

        By a `connection` that stays open, or by one of its own.
        """
        return self.posted(text, connection)[0]

    def posted(self, text: str, connection: http.client.HTTPConnection | None = None) -> tuple[int, str]:
        """As `post`: the status, and the page that came with it."""
        who = {"name": f"Reader {self.number}", "email": f"reader{self.number}@example.org", "text": text}
        body = urlencode(self.sent | who | {"website": ""})
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        answer, page = self._asked("POST", self.form_at, body, headers, connection)
        return answer.status, page

    def post_until(self, end, log) -> None:
        """Post one comment after another until `end` is set, each again and again until it is acknowledged."""
        acknowledged, tries, number = [], 0, 0
        while not end.is_set():
            text = f"Posted by {self.number}, remark {number}, at {time.time()}"
            number += 1
            opened = False
            while not end.is_set():
                tries += 1
                try:
                    if not opened:
                        self.opened()
                        opened = True
                    if self.post(text) == http.client.SEE_OTHER:
                        acknowledged.append(text)
                        break
                except (OSError, http.client.HTTPException, TypeError):
                    pass  # no answer: whether it was stored nobody can tell, and it is sent again as it was
                time.sleep(0.02)
        log.put((acknowledged, tries))

    def _asked(self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None, kept=None):
        connection = kept or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, urlsplit(path).path, body or None, self.headers | (headers or {}))
            answer = connection.getresponse()
            return answer, answer.read().decode("utf-8", "replace")
        finally:
            if kept is None:
                connection.close()


def paced(port: int, path: str, rate: float, seconds: float, networks: int, seed: int) -> Counter[str]:
    """`rate` posts a second for `seconds`, from networks in turn, each another text; how often each status came."""
    answers: Counter[str] = Counter()
    start, lock = time.perf_counter() + 0.5, threading.Lock()

    def run(lane: int) -> None:
        address = f"8.{seed}.{{}}.9"
        poster = Poster(port, path, seed * 100 + lane, address.format(lane))
        poster.opened()
        for turn in range(lane, int(rate * seconds), CLIENTS):
            time.sleep(max(0.0, start + turn / rate - time.perf_counter()))
            if time.perf_counter() > start + seconds:
                break
            poster.headers = {"X-Forwarded-For": address.format(turn % (networks // 2))}
            poster.number = turn % 1000
            try:
                status = str(poster.post(f"Buy now, number {seed} {turn}, cheap and fast and only today"))
            except (OSError, http.client.HTTPException) as error:
                status = type(error).__name__
            with lock:
                answers[status] += 1

    lanes = [threading.Thread(target=run, args=(lane,)) for lane in range(CLIENTS)]
    for each in lanes:
        each.start()
    for each in lanes:
        each.join()
    return answers


def read_at_a_pace(port: int, path: str, rate: int, seconds: float) -> Measured:
    """`rate` pages a second for `seconds` by eight readers; the times of the answers, from when each was due."""
    seen, lock, start = Measured(path, seconds), threading.Lock(), time.perf_counter() + 0.2

    def run(lane: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        for turn in range(lane, int(rate * seconds), CLIENTS):
            due = start + turn / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            try:
                connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
                answer = connection.getresponse()
                answer.read()
                is_well = answer.status == http.client.OK
            except (OSError, http.client.HTTPException):
                connection.close()
                is_well = False
            with lock:
                if is_well:
                    seen.times.append((time.perf_counter() - due) * 1000)
                else:
                    seen.failures += 1
        connection.close()

    lanes = [threading.Thread(target=run, args=(lane,)) for lane in range(CLIENTS)]
    for each in lanes:
        each.start()
    for each in lanes:
        each.join()
    return seen
