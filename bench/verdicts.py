"""What readers, strangers and a commenter saw of an outage, told and judged: one sentence for each bound that is broken."""

from __future__ import annotations

import http.client
import re
from collections import Counter

from bench.served import get, newest_article
from bench.watching import Watched, between, p99, statuses

RETURNS = 5.0  # seconds after which all is well again
REFUSED_WITHIN = 1.0  # seconds
SLOWER = 2.0  # times
LINK = re.compile(r'href="(/[a-z0-9/_-]*)"')


def judged(seen: Watched, start: float, gone: float, back: float, over: float, *, is_needed: bool) -> list[str]:
    """Print what was seen in calm, meanwhile and after; the sentences of what was not as it must be."""
    broken = []
    for name, answers in (("known", seen.known), ("unknown", seen.unknown), ("comments", seen.posts)):
        for when, span in (("calm", (start, gone)), ("away", (gone, back)), ("after", (back + RETURNS, over))):
            part = between(answers, *span)
            longest = max((each.took for each in part), default=0.0) * 1000
            print(f"  {name:<8} {when:<5} {statuses(part):<28} p99 {p99(part):7.1f} ms  longest {longest:7.1f} ms")
    calm, away = between(seen.known, start, gone), between(seen.known, gone, back)
    calm_p99, away_p99 = p99(calm), p99(away)
    ratio = away_p99 / calm_p99
    print(f"  known pages: p99 {ratio:.2f} times that in calm; told as {dict(Counter(each.how for each in away))}")
    failed = [each for each in between(seen.known, gone, back + RETURNS) if each.status != http.client.OK]
    if failed:
        broken.append(f"{len(failed)} known pages failed: {statuses(failed)}, the first {failed[0].at - gone:.2f} s in")
    if not ratio <= SLOWER:
        broken.append(f"known pages: p99 {away_p99:.1f} ms, {ratio:.2f} times that in calm ({calm_p99:.1f} ms)")
    broken += refusals(seen, gone, back) if is_needed else untouched(seen, gone, back)
    after = [each for each in [*seen.known, *seen.unknown] if each.at >= back + RETURNS]
    unwell = [each for each in after if each.status != http.client.OK]
    unwell += [each for each in seen.posts if each.at >= back + RETURNS and each.status != http.client.SEE_OTHER]
    well = [each.at - back for each in seen.unknown if each.at >= back and each.status == http.client.OK]
    stored = [each.at - back for each in seen.posts if each.at >= back and each.status == http.client.SEE_OTHER]
    print(
        f"  back after {min(well, default=float('nan')):.2f} s, comments after {min(stored, default=float('nan')):.2f} s"
    )
    if unwell or not well or not stored:
        broken.append(f"later than {RETURNS:g} s after it came back: {statuses(unwell)}")
    return broken


def refusals(seen: Watched, gone: float, back: float) -> list[str]:
    """What cannot be made is refused soon, and no text is lost."""
    broken = []
    unknown, posts = between(seen.unknown, gone, back - 1), between(seen.posts, gone, back - 1)
    wrong = [each for each in unknown if each.status != http.client.SERVICE_UNAVAILABLE or not each.retry_after]
    if wrong or not unknown:
        broken.append(f"{len(wrong)} unknown pages got another answer than 503 with Retry-After: {statuses(wrong)}")
    if late := [each for each in unknown if each.took > REFUSED_WITHIN]:
        broken.append(f"{len(late)} unknown pages were refused late, after {max(each.took for each in late):.2f} s")
    lost = [each for each in posts if each.status != http.client.SEE_OTHER and not each.text_kept]
    if lost or not posts:
        broken.append(f"{len(lost)} comments did not come back with their text: {statuses(lost)}")
    return broken


def untouched(seen: Watched, gone: float, back: float) -> list[str]:
    """What nothing depends on may be missed by nobody."""
    wrong = [each for each in between(seen.unknown, gone, back) if each.status != http.client.OK]
    wrong += [each for each in between(seen.posts, gone, back) if each.status != http.client.SEE_OTHER]
    return [f"{len(wrong)} requests failed though they do not need it: {statuses(wrong)}"] if wrong else []


def known_pages(port: int, most: int = 12) -> tuple[str, list[str]]:
    """The newest story, and pages that the front page leads to, each asked for until it is kept."""
    story = newest_article(port)
    links = LINK.findall(get(port, "/")[1].decode())
    paths: list[str] = []
    for path in dict.fromkeys(["/", story, "/feeds/all.rss", *links]):
        if len(paths) < most and any(how_of(port, path) == "hit" for _time in range(6)):
            paths.append(path)
    return story, paths


def how_of(port: int, path: str) -> str:
    return headers_of(port, path).get("x-cache", "")


def headers_of(port: int, path: str) -> dict[str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return {"status": str(answer.status)} | {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()
