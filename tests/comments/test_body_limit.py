"""A request that is too large is refused before anything of it is parsed."""

import pytest
from django.conf import settings
from django.http import HttpResponse, RawPostDataException
from django.test import Client, RequestFactory

from articles.comments.limits import READ_FOR_KEEPING, READ_TO_THE_END, BodyLimitMiddleware, body_limit, kept_fields
from articles.comments.views import MAX_BODY
from articles.models import Comment
from tests import world
from tests.comments.visitor import Visitor

FORM = "application/x-www-form-urlencoded"


def limited(limit):
    @body_limit(
        limit,
        too_large=lambda request: HttpResponse("too large", status=413),
        without_length=lambda request: HttpResponse("no length", status=411),
    )
    def view(request):
        return HttpResponse("taken")

    return view


def answer(body: bytes, limit: int, **headers):
    request = RequestFactory().post("/", body, content_type=FORM, **headers)
    return request, BodyLimitMiddleware(None).process_view(request, limited(limit), [], {})


def test_the_limit_stands_before_the_check_that_parses_the_form():
    order = list(settings.MIDDLEWARE)
    limit = order.index("articles.comments.limits.BodyLimitMiddleware")
    assert limit < order.index("django.middleware.csrf.CsrfViewMiddleware")


def test_a_body_over_the_limit_is_answered_without_being_parsed():
    request, response = answer(b"text=" + b"x" * 96, limit=100)
    assert response.status_code == 413
    assert not hasattr(request, "_post")


def test_a_body_at_the_limit_goes_on_to_the_view():
    assert answer(b"text=" + b"x" * 95, limit=100)[1] is None


def test_a_view_without_a_limit_is_left_alone():
    request = RequestFactory().post("/", b"x" * 1000, content_type=FORM)
    assert BodyLimitMiddleware(None).process_view(request, lambda request: None, [], {}) is None


@pytest.mark.parametrize("announced", ["many", "-5", "١٢٣", "9" * 30])
def test_an_odd_length_is_no_error(announced):
    assert answer(b"", limit=100, CONTENT_LENGTH=announced)[1] is None


def test_a_form_without_any_length_is_refused_with_words_and_a_page_that_is_only_read_is_not():
    assert answer(b"", limit=100, CONTENT_LENGTH="")[1].status_code == 411
    request = RequestFactory().get("/")
    assert BodyLimitMiddleware(None).process_view(request, limited(100), [], {}) is None


def test_only_the_first_part_of_a_large_body_is_read_for_giving_it_back():
    request = RequestFactory().post("/", b"name=Ada&text=" + b"x" * (2 * READ_FOR_KEEPING), content_type=FORM)
    kept = kept_fields(request, ["name", "text", "email"])
    assert (kept["name"], kept["email"]) == ("Ada", "")
    assert READ_FOR_KEEPING - 20 < len(kept["text"]) <= READ_FOR_KEEPING
    with pytest.raises(RawPostDataException):
        _ = request.body


def test_the_rest_is_read_on_so_that_the_answer_arrives_but_not_without_end():
    request, _response = answer(b"text=" + b"x" * 1_000_000, limit=100)
    assert request.read(1) == b""
    request, _response = answer(b"text=" + b"x" * (READ_TO_THE_END + 100), limit=100)
    assert len(request.read()) == len("text=") + 100


@pytest.mark.parametrize("body", [b"&" * 5000, b"a=1&" * 5000, b"text=%ff%fe%" + b"%" * 300, b"\xff\x00" * 500])
def test_a_large_body_that_is_no_form_gives_nothing_back_and_breaks_nothing(body):
    request = RequestFactory().post("/", body, content_type=FORM)
    kept = kept_fields(request, ["name"])
    assert kept == {"name": ""}


def test_a_large_body_in_another_format_is_not_read():
    request = RequestFactory().post("/", {"text": "x" * 500})
    assert kept_fields(request, ["text"]) == {"text": ""}


@pytest.mark.django_db
def test_a_megabyte_of_comment_is_refused_with_words():
    visitor = Visitor(world.make_live(comment_policy="open"))
    response = visitor.post(text="x" * 1_000_000)
    assert response.status_code == 413
    assert "Your comment is too long" in response.text
    assert not Comment.objects.exists()


@pytest.mark.django_db
def test_the_refusal_needs_no_database(django_assert_num_queries):
    visitor = Visitor(world.make_live(comment_policy="open"))
    with django_assert_num_queries(0):
        response = visitor.submit({"text": "x" * MAX_BODY})
    assert response.status_code == 413


@pytest.mark.django_db
def test_a_body_in_chunks_is_refused_with_words_and_not_taken_for_an_empty_form(django_assert_num_queries):
    """What a server hands over for `Transfer-Encoding: chunked`: a body, and no word of its length."""
    path = f"/comments/{world.make_live(comment_policy='open').article.public_id}/post/"
    chunks = {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}
    with django_assert_num_queries(0):
        response = Client(enforce_csrf_checks=True).post(path, "text=A+remark", content_type=FORM, **chunks)
    assert response.status_code == 411
    assert "Your comment came without its length" in response.text
    assert response["Cache-Control"] == "no-store"
    assert not Comment.objects.exists()
