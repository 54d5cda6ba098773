"""Varnish as deploy/varnish/ sets it up, in front of the newsroom: it keeps pages, and drops them when they change."""

import re
import subprocess
import time
from http.client import HTTPConnection

import pytest

from bench.restarting import form_of
from bench.served import free_port, newest_article
from tests.leftout import server_path
from tests.project.checkout import ROOT
from tests.running.installation import installation
from tests.running.proxied import Proxied

VARNISHD = server_path("varnishd")
pytestmark = pytest.mark.varnish
TOKEN = "purges-by-the-newsroom-alone"
FORM_IS_READ_FOR = 3.5  # seconds; a comment that is sent sooner waits for a moderator


class Site(Proxied):
    """The newsroom on a socket, and Varnish on a free port before it."""

    def __init__(self, made, folder, port):
        super().__init__(made, folder)
        self.port = port

    def ask(self, path, method="GET", body=None, **headers):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, named, answer.read().decode(errors="replace")
        finally:
            connection.close()

    def how(self, path, **headers):
        status, named, _body = self.ask(path, **headers)
        return status, named["x-proxy-cache"]

    def becomes(self, condition, seconds=30):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if condition():
                return True
            time.sleep(0.2)
        return False

    def serve(self):
        self.start_serving()
        assert self.becomes(self.socket.exists, 60)

    def begin(self):
        vcl = (ROOT / "deploy" / "varnish" / "newsroom.vcl").read_text()
        for theirs, ours in {"/run/newsroom": str(self.folder), "change-this-token": TOKEN}.items():
            assert theirs in vcl
            vcl = vcl.replace(theirs, ours)
        (self.folder / "newsroom.vcl").write_text(vcl)
        words = [VARNISHD, "-F", "-n", str(self.folder / "work"), "-f", str(self.folder / "newsroom.vcl")]
        words += ["-j", "none", "-a", f"127.0.0.1:{self.port}", "-s", "malloc,32m"]
        with (self.folder / "varnish.log").open("w") as log:
            self.proxy = subprocess.Popen(words, stdout=log, stderr=subprocess.STDOUT)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder, port = tmp_path_factory.mktemp("varnish"), free_port()
    settings = {
        "PORT": str(port),
        "DEBUG": "0",
        "PURGE_URLS": f"http://127.0.0.1:{port}/.purge",
        "PURGE_HEADER": f"Authorization: Bearer {TOKEN}",
    }
    with installation(folder / "var", **settings) as made:
        made.manage("demo")
        made.manage("collectstatic", "--noinput", "--verbosity", "0")
        site = Site(made, folder, port)
        try:
            site.serve()
            site.begin()
            assert site.becomes(lambda: site.proxy.poll() is None and answers(site), 60), (
                folder / "varnish.log"
            ).read_text()
            yield site
        finally:
            site.end()


def answers(site):
    try:
        return site.ask("/healthz")[0] == 200
    except OSError:
        return False


def test_a_page_is_kept_whatever_cookie_asks_and_its_tags_stay_between_machines(site):
    assert site.becomes(lambda: site.how("/") == (200, "HIT"))
    assert site.how("/", Cookie="sessionid=of-somebody; theme=dark") == (200, "HIT")
    _status, headers, _body = site.ask("/")
    assert not {"surrogate-key", "cache-tag", "surrogate-control", "cdn-cache-control"} & set(headers)
    assert "max-age=0" in headers["cache-control"]


def test_forms_and_the_desk_are_never_kept(site):
    for path in (form_of(site.port, newest_article(site.port)), "/admin/login/"):
        assert [site.how(path)[1] for _ in range(2)] == ["MISS", "MISS"], path
    assert "csrf" in site.ask("/admin/login/")[1].get("set-cookie", "")


def test_a_comment_is_seen_on_the_kept_page(site):
    story = site.made.manage("shell", "-v", "0", "-c", OPEN).strip()
    form = form_of(site.port, story)
    _status, headers, page = site.ask(form)
    assert site.becomes(lambda: site.how(story) == (200, "HIT"))
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    time.sleep(FORM_IS_READ_FOR)
    words = hidden | {"name": "Ida Holm", "email": "ida@example.org", "text": "The tide waits for nobody at all."}
    body = "&".join(f"{name}={value.replace(' ', '+').replace('@', '%40')}" for name, value in words.items())
    sent = {"Content_Type": "application/x-www-form-urlencoded", "Cookie": headers["set-cookie"].partition(";")[0]}
    assert site.ask(form, "POST", body, **sent)[0] == 303
    assert site.becomes(lambda: "The tide waits for nobody" in site.ask(story)[2], 5)


def test_only_the_newsroom_purges(site):
    site.ask("/")
    assert site.ask("/.purge", "POST", "", Surrogate_Key="front")[0] == 403
    assert site.ask("/.purge", "POST", "", Surrogate_Key="front", Authorization="Bearer wrong")[0] == 403
    assert site.ask("/.purge", "POST", "", Surrogate_Key=".*(", Authorization=f"Bearer {TOKEN}")[0] == 400
    assert site.how("/") == (200, "HIT")
    assert (
        site.ask("/.purge", "POST", "", Surrogate_Key="no-page-shows-this", Authorization=f"Bearer {TOKEN}")[0] == 204
    )
    assert site.how("/") == (200, "HIT")
    shown = site.made.manage("shell", "-v", "0", "-c", TAGS)
    tag = shown.split()[0]
    assert site.ask("/.purge", "POST", "", Surrogate_Key=f"other {tag}", Authorization=f"Bearer {TOKEN}")[0] == 204
    assert site.how("/") == (200, "MISS")


OPEN = (
    "from articles.models import Edition; print(Edition.objects.live().filter(article__comment_policy='open')[0].path)"
)
TAGS = "from django.test import Client; print(Client(HTTP_HOST='127.0.0.1').get('/').headers['Surrogate-Key'])"


def test_while_the_newsroom_is_away_known_pages_are_there(site):
    site.ask("/archive/")
    assert site.how("/archive/") == (200, "HIT")
    site.stop_serving()
    try:
        assert site.becomes(lambda: site.ask("/nobody-asked-for-this/")[0] == 503)
        assert site.how("/archive/") == (200, "HIT")
    finally:
        site.serve()
    assert site.becomes(lambda: site.ask("/sources/")[0] == 200)
