"""`make audit`: the pages of a demo newsroom, served as production does, under Lighthouse and the Nu HTML checker.

    make audit                       # both
    make audit ARGS="--only html"    # or lighthouse
    make audit ARGS="--table"        # with every figure, for a note

Exit status 1 when a page has less than 100 in a category (the median of five runs), or an error of HTML. Both come from
npm (.ci/npm/) into var/audit; what Debian has of them is installed when we may. Without it that is said loudly, and in
CI it is a failure.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import programs

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from bench.served import demo_newsroom  # noqa: E402 - the root comes first

TOOLS = ROOT / "var" / "audit"
WANTED = ("npm", "Java", "Chromium")
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
ATTEMPTS = 3  # of a browser that crashes
RUNS = 5  # an odd number: the median is the third
STORY = "/harbour/ferry-strike-enters-third-week-as-islands-run-short-of-diesel-frr2strk/"
COMMENTS = "/comments/frr2strk/"

# The demo's addresses never change. First what search engines may keep, which Lighthouse wants of a page.
FOR_ALL = {
    "front page": "/",
    "section": "/harbour/",
    "story": STORY,
    "story in Arabic": "/world/mrs4nrwd/",
    "topic": "/topics/ferries/",
    "author": "/authors/mara-lindqvist/",
    "source": "/sources/john-kerry/",
    "corrections": "/corrections/",
}
FOR_READERS = {
    "story with a long body": "/news/russia-has-said-it-will-carry-on-bombing-rebel-held-eastern-aleppo-in-syria-defy-bbcnws29/",
    "story in French": "/harbour/le-dernier-gardien-du-phare-de-gull-rock-rend-ses-cles-phr5gdnq/",
    "sources": "/sources/",
    "archive": "/archive/",
    "archive, filtered": "/archive/?section=harbour",
    "search": "/search/",
    "search with hits": "/search/?q=ferry",
    "search without": "/search/?q=zzyzx",
    "comments": COMMENTS,
    "comment form": f"{COMMENTS}post/",
    "error report": f"{COMMENTS}error/",
    "own comments": "/comments/own/",
    "sign in": "/account/login/",
    "no such page": "/no/such/page/",
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make audit", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", choices=["html", "lighthouse"], help="one of the two")
    parser.add_argument("--table", action="store_true", help="print each median of Lighthouse")
    options = parser.parse_args(arguments)
    if lacking := programs.missing(WANTED, install=True):
        print(f"\n!!! Not audited: {', '.join(lacking)} cannot be had here. !!!\n", flush=True)
        return 1 if IN_CI else 0
    install_tools()
    problems: list[str] = []
    with demo_newsroom(EMAIL_URL="smtp://127.0.0.1:9") as port:  # the page to sign in wants mail; none is sent
        if options.only != "lighthouse":
            problems += html_errors(port)
        if options.only != "html":
            problems += lighthouse_shortfalls(port, show=options.table)
    print("\n".join(problems) or "Audit: nothing to mend.", flush=True)
    return 1 if problems else 0


def install_tools() -> None:
    """The locked packages of npm, once for each state of the lock."""
    lock = (ROOT / ".ci" / "npm" / "package-lock.json").read_bytes()
    stamp = TOOLS / "installed.json"
    if stamp.exists() and stamp.read_bytes() == lock:
        return
    TOOLS.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / ".ci" / "npm" / name, TOOLS)
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
    # Not `npm ci`: it cannot hold a lock without the addresses of packages against one that is named “latest” within.
    subprocess.run(["npm", "install", *quiet], cwd=TOOLS, check=True, stdin=subprocess.DEVNULL)
    stamp.write_bytes(lock)


def html_errors(port: int) -> list[str]:
    """What the Nu HTML checker calls an error, page by page."""
    jar = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    pages = FOR_ALL | FOR_READERS
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for number, (name, path) in enumerate(pages.items()):
            file = Path(folder) / f"{number}.html"
            file.write_bytes(page_at(port, path))
            files[file.name] = name
        files |= {file.name: file.name for file in failure_pages(Path(folder))}
        names = [str(file) for file in sorted(Path(folder).glob("*.html"))]
        checker = ["java", "-jar", str(jar), "--format", "json", "--exit-zero-always", *names]
        said = json.loads(subprocess.run(checker, capture_output=True, check=True).stderr)["messages"]
    errors = [message for message in said if message["type"] in {"error", "non-document-error"}]
    told = [f"HTML of {files[m['url'].rpartition('/')[2]]}, line {m.get('lastLine')}: {m['message']}" for m in errors]
    print(f"Nu HTML checker: {len(files)} pages, {len(errors)} errors.", flush=True)
    return sorted(set(told))


def failure_pages(folder: Path) -> list[Path]:
    """The files that the web server shows when nothing else works."""
    environment = {
        **os.environ,
        "DEBUG": "1",
        "VAR_DIR": str(folder / "var"),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }
    command = [sys.executable, "manage.py", "failure_pages", str(folder)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return sorted(folder.glob("50?.html"))


def page_at(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    if answer.status >= 500 or (answer.status != 200 and "no/such" not in path):
        raise SystemExit(f"{path} answered {answer.status}: the audit's list of pages is not the demo's any more.")
    return answer.read()


def lighthouse_shortfalls(port: int, *, show: bool) -> list[str]:
    problems = []
    for device in ("mobile", "desktop"):
        for name, path in FOR_ALL.items():
            scores, wrong = medians(f"http://127.0.0.1:{port}{path}", device)
            if show or min(scores.values()) < 100:
                figures = " ".join(f"{category} {score:.0f}" for category, score in scores.items())
                print(f"{device:8} {name:18} {figures}", flush=True)
            for category, score in scores.items():
                if score < 100:
                    problems.append(
                        f"Lighthouse, {device}, {name}: {category} {score:.0f}: {', '.join(wrong[category])}"
                    )
    print(f"Lighthouse: {2 * len(FOR_ALL)} pages and devices.", flush=True)
    return problems


def medians(url: str, device: str) -> tuple[dict[str, float], dict[str, list[str]]]:
    """Each category's median of RUNS runs, in hundredths, and the audits that cost something in the last one.

    Three runs of 100 decide it: the other two cannot change the median.
    """
    runs: list[dict[str, float]] = []
    wrong: dict[str, list[str]] = {}
    while len(runs) < RUNS:
        scores, wrong = lighthouse(url, device)
        runs.append(scores)
        if all(sum(run[name] >= 100 for run in runs) > RUNS // 2 for name in CATEGORIES):
            break
    return {name: statistics.median_low(run[name] for run in runs) for name in CATEGORIES}, wrong


def lighthouse(url: str, device: str) -> tuple[dict[str, float], dict[str, list[str]]]:
    command = [
        "node",
        str(TOOLS / "node_modules" / "lighthouse" / "cli" / "index.js"),
        url,
        "--quiet",
        "--output",
        "json",
    ]
    command += ["--chrome-flags=--headless=new --no-sandbox", "--only-categories", ",".join(CATEGORIES)]
    command += ["--preset", "desktop"] if device == "desktop" else []
    environment = {**os.environ, "CHROME_PATH": programs.chromium() or ""}
    report = json.loads(report_of(command, environment))
    wrong = {name: costly(report, name) for name in CATEGORIES}
    return {name: (report["categories"][name]["score"] or 0) * 100 for name in CATEGORIES}, wrong


def report_of(command: list[str], environment: dict[str, str]) -> str:
    """What a run printed. A browser that does not start or ends half-way has judged nothing: it is started again."""
    said = ""
    for _attempt in range(ATTEMPTS):
        try:
            done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=180, check=False)
        except subprocess.TimeoutExpired as late:
            said = f"no answer within {late.timeout:.0f} s"
            continue
        if done.returncode == 0:
            return done.stdout
        said = f"exit status {done.returncode}\n{done.stderr[-2000:]}"
    raise SystemExit(f"Lighthouse failed {ATTEMPTS} times: {' '.join(command[:3])}: {said}")


def costly(report: dict, category: str) -> list[str]:
    """The ids of the audits of a category that weigh something and are not perfect."""
    refs = [ref["id"] for ref in report["categories"][category]["auditRefs"] if ref["weight"]]
    return [name for name in refs if (score := report["audits"][name]["score"]) is not None and score < 1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
