"""nginx as deploy/nginx/ sets it up, in front of the newsroom as production serves it: what it promises, it keeps."""

import gzip
import os
import pwd
import re
import shutil
import signal
import socket
import ssl
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPSConnection

import pytest

from bench.served import free_port
from tests.leftout import server_path
from tests.project.checkout import ROOT
from tests.running.installation import installation
from tests.running.proxied import Proxied

pytestmark = pytest.mark.nginx
HOST = "news.example.org"
HSTS = "max-age=63072000; includeSubDomains; preload"


class Site(Proxied):
    """nginx on two free ports, and the newsroom behind it on a socket."""

    def __init__(self, made, folder):
        super().__init__(made, folder)
        self.http, self.https = free_port(), free_port()

    def ask(self, path, method="GET", body=None, *, https=True, host=HOST, **headers):
        """The answer with its body: (status, headers in lower case, bytes)."""
        context = ssl._create_unverified_context()
        connection = (
            HTTPSConnection("127.0.0.1", self.https, timeout=30, context=context)
            if https
            else HTTPConnection("127.0.0.1", self.http, timeout=30)
        )
        sent = {"Host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def serve(self):
        self.start_serving()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.socket.exists() and self.ask("/healthz")[0] == 200:
                return
            time.sleep(0.3)
        raise AssertionError("the newsroom does not answer behind nginx")

    def begin(self):
        config = (ROOT / "deploy" / "nginx" / "newsroom.conf").read_text()
        for theirs, ours in {
            "listen 80 default_server": f"listen 127.0.0.1:{self.http} default_server",
            "listen 443 ssl": f"listen 127.0.0.1:{self.https} ssl",
            "/run/newsroom": str(self.folder),
            "/var/lib/newsroom": str(self.made.var),
            "/var/cache/nginx": str(self.folder),
            "/etc/ssl/newsroom": str(self.folder),
        }.items():
            assert theirs in config
            config = config.replace(theirs, ours)
        config = "\n".join(line for line in config.splitlines() if "listen [::]" not in line)
        (self.folder / "newsroom.conf").write_text(config)
        shutil.copy(ROOT / "deploy" / "nginx" / "proxy_params_newsroom", self.folder)
        user = f"user {pwd.getpwuid(os.geteuid()).pw_name};\n" if os.geteuid() == 0 else ""
        temporary = "".join(f"{name}_temp_path {self.folder}/{name};\n" for name in TEMPORARY)
        (self.folder / "nginx.conf").write_text(
            f"{user}daemon off;\npid {self.folder}/pid;\nerror_log {self.folder}/error.log;\nevents {{}}\n"
            f"http {{\naccess_log off;\n{temporary}include {MIME_TYPES};\ninclude newsroom.conf;\n}}\n"
        )
        certificate = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        certificate += ["-subj", f"/CN={HOST}", "-days", "2"]
        certificate += ["-keyout", str(self.folder / "privkey.pem"), "-out", str(self.folder / "fullchain.pem")]
        subprocess.run(certificate, check=True, capture_output=True)
        command = [server_path("nginx"), "-c", str(self.folder / "nginx.conf"), "-e", str(self.folder / "error.log")]
        judged = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        assert judged.returncode == 0, judged.stderr
        assert "warn" not in judged.stderr.replace("could not open error log", "")
        self.proxy = subprocess.Popen(command)


TEMPORARY = ("client_body", "proxy", "fastcgi", "scgi", "uwsgi")
MIME_TYPES = "/etc/nginx/mime.types"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx")
    settings = {"SITE_URL": f"https://{HOST}", "BEHIND_PROXY": "1", "DEBUG": "0", "METRICS_TOKEN": "m" * 30}
    with installation(folder / "var", **settings) as made:
        made.manage("demo")
        made.manage("collectstatic", "--noinput", "--verbosity", "0")
        made.manage("failure_pages", str(made.var / "failure"))
        site = Site(made, folder)
        try:
            site.begin()
            site.serve()
            yield site
        finally:
            site.end()


def test_http_leads_to_https_and_other_names_to_nothing(site):
    status, headers, _body = site.ask("/world/?page=2", https=False)
    assert (status, headers["location"]) == (301, f"https://{HOST}/world/?page=2")
    with pytest.raises(Exception, match=r"closed|reset|EOF"):
        site.ask("/", host="other.example.org")


def test_a_page_comes_through_compressed_with_all_its_headers(site):
    status, headers, body = site.ask("/", Accept_Encoding="gzip")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert b"</html>" in gzip.decompress(body)
    assert headers["strict-transport-security"] == HSTS
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "nginx/" not in headers["server"]
    assert "set-cookie" not in headers


def test_what_the_application_leaves_plain_is_compressed_here(site):
    _status, headers, body = site.ask("/robots.txt", Accept_Encoding="gzip")
    plain = site.ask("/robots.txt")[2]
    assert (gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body) == plain


def test_a_page_is_never_kept_here_because_the_application_says_so(site):
    for _ in range(3):
        _status, headers, _body = site.ask("/")
        assert "max-age=0" in headers["cache-control"]
        assert headers["x-proxy-cache"] != "HIT"


def test_what_the_application_gives_a_lifetime_is_kept_here(site):
    """A static file by its plain name: a minute."""
    first, second = (site.ask("/static/css/site.css") for _ in range(2))
    assert "max-age=60" in first[1]["cache-control"]
    assert (first[1]["x-proxy-cache"], second[1]["x-proxy-cache"]) == ("MISS", "HIT")
    assert first[2] == second[2] != b""


def test_a_form_is_never_kept_and_its_cookie_comes_through(site):
    feed = site.ask("/feeds/all.rss")[2].decode()
    story = re.search(r"<item>.*?<link>https://[^/]+([^<]+)</link>", feed, re.DOTALL)[1]
    form = re.search(r'href="([^"]*/comments/[^"]+/post/)', site.ask(story)[2].decode())[1]
    for _ in range(2):
        status, headers, _body = site.ask(form)
        assert status == 200
        assert headers["set-cookie"].startswith("__Host-csrftoken=")
        assert headers["x-proxy-cache"] in {"MISS", "BYPASS", "EXPIRED"}


def test_a_static_file_is_served_here_compressed_and_for_ever(site):
    css = next(site.made.var.glob("static/css/site.????????????.css"))
    path = f"/static/css/{css.name}"
    status, headers, body = site.ask(path, Accept_Encoding="gzip")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert gzip.decompress(body) == css.read_bytes()
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["strict-transport-security"] == HSTS
    assert "text/css" in headers["content-type"]
    assert "x-proxy-cache" not in headers


def picture(site):
    public = site.made.var / "media" / "public"
    found = next(path for path in sorted(public.rglob("*.webp")) if "masters" not in path.parts)
    return found, f"/media/{found.relative_to(public)}"


def test_a_picture_may_do_nothing_but_be_looked_at(site):
    found, path = picture(site)
    status, headers, body = site.ask(path)
    assert (status, body) == (200, found.read_bytes())
    assert headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert headers["content-type"] == "image/webp"
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "x-proxy-cache" not in headers


def test_only_pictures_are_served_from_the_media_folder(site):
    public = site.made.var / "media" / "public"
    (public / "page.html").write_text("<script>")
    (public / ".hidden.jpg").write_text("secret")
    (public / "masters").mkdir(exist_ok=True)
    (public / "masters" / "x.jpg").write_text("secret")
    for name in (
        "page.html",
        ".hidden.jpg",
        "masters/x.jpg",
        "../private/x.jpg",
        "%2e%2e/newsroom.sqlite3",
    ):
        status, _headers, body = site.ask(f"/media/{name}")
        assert status in {400, 403, 404}, name
        assert b"secret" not in body
    assert site.ask(picture(site)[1], "DELETE")[0] == 403


def test_a_picture_that_is_missing_is_asked_of_the_application(site):
    assert site.ask("/media/renditions/none/none.webp")[0] == 404


def test_the_client_s_own_address_is_handed_on_and_what_it_says_of_itself_is_not(site):
    """A failed sign-in is kept in the audit log with the address it came from."""
    status, headers, body = site.ask("/admin/login/")
    cookie = headers["set-cookie"].partition(";")[0]
    token = body.decode().split('name="csrfmiddlewaretoken" value="')[1].partition('"')[0]
    form = f"csrfmiddlewaretoken={token}&username=editor&password=wrong&next=/admin/"
    sent = {
        "Cookie": cookie,
        "Content_Type": "application/x-www-form-urlencoded",
        "Referer": f"https://{HOST}/admin/login/",
    }
    forged = {"X_Forwarded_For": "198.51.100.7", "X_Real_IP": "198.51.100.7", "Forwarded": "for=198.51.100.7"}
    status, _headers, _body = site.ask("/admin/login/", "POST", form, **sent, **forged)
    assert status == 200
    origin = site.made.scalar("SELECT origin FROM articles_auditentry ORDER BY id DESC LIMIT 1")
    assert origin == "127.0.0.1"


def test_a_forged_word_for_https_is_dropped(site):
    status, headers, _body = site.ask("/", https=False, X_Forwarded_Proto="https")
    assert (status, headers["location"]) == (301, f"https://{HOST}/")


def test_what_is_too_large_is_refused(site):
    status, _headers, _body = site.ask("/comments/abcdefgh/post/", "POST", b"x" * 1_200_000)
    assert status == 413


def test_who_sends_too_much_is_told_so_and_readers_are_not_counted(site):
    with ThreadPoolExecutor(4) as readers:
        sent = list(readers.map(lambda _n: site.ask("/admin/login/", "POST", "x=1")[0], range(40)))
        read = list(readers.map(lambda _n: site.ask("/robots.txt")[0], range(40)))
    assert 429 in sent
    assert set(read) == {200}


def test_metrics_are_for_this_machine_and_whoever_has_the_token(site):
    assert site.ask("/metrics")[0] == 401
    status, _headers, body = site.ask("/metrics", Authorization="Bearer " + "m" * 30)
    assert status == 200
    assert b"newsroom_requests_total" in body


def test_a_slow_client_is_let_go(site):
    with socket.create_connection(("127.0.0.1", site.http), timeout=30) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: ")
        began = time.monotonic()
        answer = slow.recv(100)
        assert answer == b"" or b" 408 " in answer
        assert 5 < time.monotonic() - began < 20


def test_a_server_that_is_taken_anew_fails_nobody(site):
    """SIGHUP takes one worker after the other anew; requests go on all the while."""
    failed, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            status, _headers, _body = site.ask("/")
            if status != 200:
                failed.append(status)
            time.sleep(0.03)

    reader = threading.Thread(target=read)
    reader.start()
    site.server.send_signal(signal.SIGHUP)
    time.sleep(12)
    stop.set()
    reader.join()
    assert failed == []


def test_while_the_server_is_away_readers_get_the_page_for_the_worst_day(site):
    site.stop_serving()
    try:
        status, headers, body = site.ask("/")
        assert (status, headers["retry-after"], headers["cache-control"]) == (503, "30", "no-store")
        assert b"We will be back in a moment" in body
        assert site.ask("/comments/abcdefgh/post/", "POST", "text=words")[0] == 503
        assert site.ask(picture(site)[1])[0] == 200
    finally:
        site.serve()
    assert site.ask("/")[0] == 200
