"""What the page cache answers is what Django would have said, whoever asks and however."""

from __future__ import annotations

import gzip

import brotli
import pytest

from tests import world
from tests.page_cache.workers import BROWSER, ask, fresh, public_addresses, worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    edition = world.make_live(authors=[world.make_author()], topics=[world.make_topic()], publisher=world.make_source())
    world.make_comment(edition)
    return edition


@pytest.fixture
def cache():
    return worker()


def test_every_public_page_is_answered_as_django_does(cache, edition):
    kept = 0
    for path in public_addresses():
        wanted = fresh(path)
        for _time in range(2):
            assert ask(cache, path).same() == wanted.same(), path
        kept += ask(cache, path).how == "hit"
    assert kept > 40


def test_the_second_answer_is_a_hit_that_never_entered_django(cache, edition, django_assert_num_queries):
    assert ask(cache, edition.path).how == "miss"
    with django_assert_num_queries(0):
        assert ask(cache, edition.path).how == "hit"


def test_each_encoding_is_the_same_page(cache, edition):
    plain = ask(cache, edition.path)
    for accepted, decode in (("gzip", gzip.decompress), ("br", brotli.decompress), ("identity", bytes)):
        said = ask(cache, edition.path, HTTP_ACCEPT_ENCODING=accepted)
        assert decode(said.body) == plain.body
        assert said.get("Content-Encoding") == {"identity": ""}.get(accepted, accepted)
        assert said.get("Vary") == "Accept-Encoding"
        assert int(said.get("Content-Length")) == len(said.body)
    etags = {ask(cache, edition.path, HTTP_ACCEPT_ENCODING=each).get("ETag") for each in ("", "gzip", "br")}
    assert len(etags) == 3
    assert not any(etag.startswith("W/") for etag in etags)


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP;q=0.9, br;q=0.1", "gzip"),
        ("br;q=0", ""),
        ("*", "br"),
        ("gzip;q=0, *", "br"),
        ("*;q=0", ""),
        ("identity;q=1, gzip;q=0.5", ""),
        ("identity;q=0", ""),
        ("br;q=nonsense", ""),
        (",,;;q=,", ""),
    ],
)
def test_the_encoding_is_the_one_that_is_liked_best(cache, edition, accepted, sent):
    assert ask(cache, edition.path, HTTP_ACCEPT_ENCODING=accepted).get("Content-Encoding") == sent


def test_a_copy_that_is_still_right_costs_a_304(cache, edition):
    etag = ask(cache, edition.path, **BROWSER).get("ETag")
    for held in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        said = ask(cache, edition.path, HTTP_IF_NONE_MATCH=held, **BROWSER)
        assert (said.status, said.body) == (304, b"")
        assert said.get("Cache-Control").startswith("public, max-age=0")
        assert not said.get("Content-Length")
    assert said.get("Vary") == "Accept-Encoding"
    for other in ('"other"', "", etag.strip('"'), '"', "W/"):
        assert ask(cache, edition.path, HTTP_IF_NONE_MATCH=other, **BROWSER).status == 200


def test_head_is_the_same_without_a_body(cache, edition):
    full = ask(cache, edition.path, **BROWSER)
    for _time in range(2):
        said = ask(cache, edition.path, method="HEAD", **BROWSER)
        assert said.body == b""
        assert said.get("Content-Length") == full.get("Content-Length")
        assert said.get("ETag") == full.get("ETag")


def test_head_of_an_address_that_nobody_asked_for_yet_is_a_miss_that_is_kept(cache, edition):
    assert ask(cache, edition.path, method="HEAD").how == "miss"
    assert ask(cache, edition.path).how == "hit"


def test_a_page_that_changed_has_another_etag(cache, edition, django_capture_on_commit_callbacks):
    before = ask(cache, edition.path).get("ETag")
    with django_capture_on_commit_callbacks(execute=True):
        world.make_comment(edition)
    after = ask(cache, edition.path, HTTP_IF_NONE_MATCH=before)
    assert (after.status, after.how) == (200, "miss")
    assert after.get("ETag") != before


def test_errors_and_redirects_are_passed_on_and_never_kept(cache, edition):
    for path, status in (("/no/such-story-abcdefgh/", 404), ("/nowhere/", 404), ("/archive", 301)):
        for _time in range(2):
            said = ask(cache, path, **BROWSER)
            assert said.status == status
            assert said.how in {"", "miss"}
    assert not list(cache.disk.folder.glob("*/*"))


def test_nobody_is_told_of_planned_changes(cache):
    world.make_scheduled(section=world.make_live().article.section)
    for path in ("/", "/feeds/all.rss"):
        for _time in range(2):
            assert "X-Page-Until" not in dict(ask(cache, path).headers)
    assert not any("until" in name.lower() for name, _value in ask(cache, "/healthz").headers)


def test_forms_and_the_desk_go_to_django(cache, edition):
    for path in ("/admin/login/", f"/comments/{edition.article.public_id}/post/"):
        for _time in range(2):
            said = ask(cache, path)
            assert said.status == 200
            assert said.how == ""
            assert said.get("Set-Cookie")
    assert ask(cache, edition.path, method="POST").status == 405
    assert ask(cache, edition.path, method="OPTIONS").status == 204


def test_a_host_of_somebody_else_gets_nothing(cache, edition):
    ask(cache, edition.path)
    for host in ("evil.example", "", "testserver.evil.example", "testserver:80x", "a b"):
        assert ask(cache, edition.path, host=host).status == 400


def test_age_says_how_old_the_copy_is(cache, edition, monkeypatch):
    from articles.page_cache import finding, layer

    ask(cache, edition.path)
    began = layer.time()
    monkeypatch.setattr(finding, "time", lambda: began + 7)
    monkeypatch.setattr(layer, "time", lambda: began + 7)
    said = ask(cache, edition.path)
    assert said.how == "hit"
    assert int(said.get("Age")) in {7, 8}
