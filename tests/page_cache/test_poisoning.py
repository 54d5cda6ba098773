"""Nothing that a client sends changes what it gets of a public page, or what the next one gets."""

from __future__ import annotations

import pytest
from django.conf import settings

from tests import world
from tests.page_cache.workers import ask, fresh, worker

pytestmark = pytest.mark.django_db

HEADERS = {
    "ACCEPT": "application/json",
    "ACCEPT_CHARSET": "utf-16",
    "ACCEPT_LANGUAGE": "ar, fr;q=0.5",
    "ACCEPT_DATETIME": "Thu, 31 May 2007 20:35:00 GMT",
    "AUTHORIZATION": "Basic ZWRpdG9yOng=",
    "CACHE_CONTROL": "no-cache, no-store, max-age=0",
    "CDN_LOOP": "evil",
    "CLIENT_IP": "10.0.0.1",
    "CONNECTION": "close",
    "CONTENT_ENCODING": "gzip",
    "DATE": "Thu, 31 May 2007 20:35:00 GMT",
    "DNT": "1",
    "EXPECT": "200-ok",
    "FORWARDED": "for=10.0.0.1;host=evil.example;proto=https",
    "FROM": "a@evil.example",
    "FRONT_END_HTTPS": "on",
    "HX_REQUEST": "true",
    "IF_MATCH": "*",
    "IF_MODIFIED_SINCE": "Thu, 31 May 2007 20:35:00 GMT",
    "IF_RANGE": '"x"',
    "IF_UNMODIFIED_SINCE": "Thu, 31 May 2096 20:35:00 GMT",
    "KEEP_ALIVE": "timeout=5",
    "MAX_FORWARDS": "0",
    "ORIGIN": "https://evil.example",
    "PRAGMA": "no-cache",
    "PRIORITY": "u=0",
    "PROXY": "http://evil.example",
    "PROXY_AUTHORIZATION": "Basic x",
    "PURPOSE": "prefetch",
    "RANGE": "bytes=0-9",
    "REFERER": "https://evil.example/<script>",
    "SAVE_DATA": "on",
    "SEC_CH_PREFERS_COLOR_SCHEME": "dark",
    "SEC_CH_UA_MOBILE": "?1",
    "SEC_FETCH_DEST": "iframe",
    "SEC_FETCH_MODE": "cors",
    "SEC_FETCH_SITE": "cross-site",
    "SEC_GPC": "1",
    "SURROGATE_CAPABILITY": "a=ESI/1.0",
    "TE": "trailers",
    "TRANSFER_ENCODING": "identity",
    "TRUE_CLIENT_IP": "10.0.0.1",
    "UPGRADE": "websocket",
    "UPGRADE_INSECURE_REQUESTS": "1",
    "USER_AGENT": "Googlebot/2.1 (iPhone)",
    "VIA": "1.1 evil",
    "WARNING": "110",
    "X_ACCEL_REDIRECT": "/etc/passwd",
    "X_CSRFTOKEN": "x" * 64,
    "X_FORWARDED_FOR": "127.0.0.1",
    "X_FORWARDED_HOST": "evil.example",
    "X_FORWARDED_PORT": "1",
    "X_FORWARDED_PREFIX": "/evil",
    "X_FORWARDED_PROTO": "https",
    "X_FORWARDED_SCHEME": "https",
    "X_FORWARDED_SERVER": "evil.example",
    "X_HOST": "evil.example",
    "X_HTTP_METHOD_OVERRIDE": "POST",
    "X_ORIGINAL_URL": "/admin/",
    "X_REAL_IP": "127.0.0.1",
    "X_REQUESTED_WITH": "XMLHttpRequest",
    "X_REWRITE_URL": "/admin/",
    "X_WAP_PROFILE": "http://evil.example/x.xml",
    "SURROGATE_KEY": "evil",
    "X_PAGE_UNTIL": "Thu, 31 May 2007 20:35:00 GMT",
}
COOKIES = [
    f"{settings.SESSION_COOKIE_NAME}=abcdef0123456789abcdef0123456789",
    f"{settings.SESSION_COOKIE_NAME}=",
    f"{settings.CSRF_COOKIE_NAME}={'x' * 32}",
    f"{settings.LANGUAGE_COOKIE_NAME}=ar",
    "__Host-sessionid=x",
    "messages=W1siX19qc29uX21lc3NhZ2UiLDAsMjUsIkhhY2tlZCJd",
    "at=2099-01-01",
    "theme=dark",
    "a=b; c=d; e=f",
    "=",
    ";;;",
    "nonsense",
    "a=" + "b" * 4000,
    "q=<script>alert(1)</script>",
    "ü=ö".encode().decode("latin-1"),
    "_ga=GA1.1.1; _gid=2",
    "PHPSESSID=1",
    "django_language=fr",
    "preview=1",
    "sessionid=x; sessionid=y",
]


@pytest.fixture
def paths():
    edition = world.make_live(authors=[world.make_author()], publisher=world.make_source())
    world.make_comment(edition)
    comments = f"/comments/{edition.article.public_id}/"
    return [
        "/",
        edition.path,
        comments,
        "/archive/?kind=news",
        "/search/?q=harbour",
        "/feeds/all.rss",
        "/api/v1/articles/",
    ]


def test_there_are_enough_of_them():
    assert len(HEADERS) >= 60
    assert len(COOKIES) >= 20


def test_no_header_and_no_cookie_changes_a_page_for_anybody(paths):
    """Whoever is the first makes the page for all: with every header at once, and with each cookie."""
    cache = worker()
    headers = {f"HTTP_{name}": value for name, value in HEADERS.items()}
    for path in paths:
        wanted = fresh(path).same()
        for sent in [headers, *({**headers, "HTTP_COOKIE": value} for value in COOKIES[:: 1 if path == "/" else 7])]:
            cache.memory.drop(path)
            cache.disk.drop(path)
            assert ask(cache, path, **sent).same() == wanted, sent
            assert ask(cache, path).same() == wanted, sent


def test_whoever_comes_later_with_anything_gets_the_page_that_is_kept(paths):
    cache = worker()
    for path in paths:
        wanted = ask(cache, path).same()
        for name, value in HEADERS.items():
            said = ask(cache, path, **{f"HTTP_{name}": value})
            assert (said.same(), said.how) == (wanted, "hit"), name
        for value in COOKIES:
            said = ask(cache, path, HTTP_COOKIE=value)
            assert (said.same(), said.how) == (wanted, "hit"), value


@pytest.mark.parametrize("scheme", ["https", "HTTPS", "x"])
def test_the_scheme_that_a_client_claims_changes_nothing(paths, scheme):
    cache = worker()
    wanted = fresh("/").same()
    assert ask(cache, "/", **{"wsgi.url_scheme": "https", "HTTP_X_FORWARDED_PROTO": scheme}).same() == wanted
    assert ask(cache, "/").same() == wanted


def test_a_parameter_that_no_page_knows_is_none(paths):
    cache = worker()
    for path in paths:
        if path.startswith("/api/"):
            continue
        wanted = fresh(path).same()
        joint = "&" if "?" in path else "?"
        assert ask(cache, f"{path}{joint}utm_source=x&fbclid=y&preview=1&<script>=1").same() == wanted
        said = ask(cache, path)
        assert (said.same(), said.how) == (wanted, "hit")  # one page, whatever else the address says


def test_an_interface_that_refuses_what_it_does_not_know_goes_on_refusing(paths):
    cache = worker()
    ask(cache, "/api/v1/articles/")
    for _time in range(2):
        assert ask(cache, "/api/v1/articles/?nonsense=1").status == 400
        assert ask(cache, "/api/v1/articles/?limit=1&limit=2").status == 400
    assert ask(cache, "/api/v1/articles/").status == 200


def test_the_order_and_the_spelling_of_a_query_are_one_page(paths):
    cache = worker()
    first = ask(cache, "/search/?q=harbour&order=newest")
    for spelling in ("order=newest&q=harbour", "q=h%61rbour&order=newest", "q=harbour&order=newest&"):
        said = ask(cache, f"/search/?{spelling}")
        assert (said.body, said.how) == (first.body, "hit")


def test_a_parameter_given_twice_is_djangos_to_judge(paths):
    cache = worker()
    ask(cache, "/search/?q=ferry")
    said = ask(cache, "/search/?q=ferry&q=harbour")
    assert said.how == ""
    assert said.body == fresh("/search/?q=ferry&q=harbour").body
    assert len(cache.memory.pages) == 1


@pytest.mark.parametrize(
    "path",
    [
        "//",
        "/./",
        "/%2e/",
        "/archive",
        "/ARCHIVE/",
        "/archive//",
        "/archive/..",
        "/\x00",
        "/é/",
        "/a b/",
        "/" + "a" * 999,
    ],
)
def test_an_odd_spelling_of_a_path_is_no_other_page_and_is_never_kept(paths, path):
    cache = worker()
    for _time in range(2):
        assert ask(cache, path).status in {301, 400, 404}
    assert not cache.memory.pages


def test_other_hosts_of_ours_share_the_page(paths, settings):
    settings.ALLOWED_HOSTS = ["testserver", "www.testserver", ".paper.example"]
    cache = worker()
    wanted = fresh("/").same()
    for host in ("testserver", "testserver:8000", "WWW.testserver", "a.paper.example", "testserver."):
        assert ask(cache, "/", host=host).same() == wanted
    assert len(cache.memory.pages) == 1


def test_the_desk_looks_at_another_moment_past_the_cache(paths, client):
    cache = worker()
    plain = ask(cache, "/").same()
    client.force_login(world.make_user("edna", "Editor"))
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    said = ask(cache, "/?at=2026-11-20T10:00", HTTP_COOKIE=cookie)
    assert said.get("Cache-Control") == "private, no-store"
    assert said.how == ""
    assert ask(cache, "/?at=2026-11-20T10:00").same() == plain
    assert ask(cache, "/").same() == plain


def test_ever_new_spellings_fill_nothing(paths, monkeypatch):
    from articles.page_cache import memory

    monkeypatch.setattr(memory, "MOST_SPELLINGS", 50)
    cache = worker()
    for number in range(300):
        ask(cache, f"/?x={number}")
        ask(cache, "/", host=f"testserver:{number + 1}")
    assert len(cache.memory.spellings) <= 50
    assert len(cache.memory.pages) == 1
