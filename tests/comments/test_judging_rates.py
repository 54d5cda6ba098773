"""How often one may post: a reader, a network, a story. 429 with the text kept; no address is stored or logged."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.core import serializers
from django.db import connections, transaction

from articles.comments.judging import gathering, networks, rates
from articles.comments.judging.networks import prefix_of
from articles.comments.judging.rates import Rates
from articles.models import Comment, NetworkKey, PostingRate
from tests import world
from tests.comments.visitor import Visitor, controls

ADDRESS = "203.0.114.77"  # public by its number, and nobody's in this suite


@pytest.fixture(autouse=True)
def tight(monkeypatch):
    """Limits that a test meets quickly; how they count is the same for any."""
    shipped = rates.OF_A_READER, rates.OF_A_NEW_READER
    reader = rates.Limit("reader", 1, 10), rates.Limit("reader", 5, 600), rates.Limit("reader", 30, rates.DAY)
    new = rates.Limit("reader", 1, 30), rates.Limit("reader", 5, 600), rates.Limit("reader", 10, rates.DAY)
    monkeypatch.setattr(rates, "OF_A_READER", reader)
    monkeypatch.setattr(rates, "OF_A_NEW_READER", new)
    monkeypatch.setattr(rates, "OF_A_NETWORK", (rates.Limit("network", 10, 600),))
    return shipped


def test_the_limits_as_shipped_let_somebody_answer_three_people_in_a_minute(tight):
    for limits in tight:
        assert min(limit.most for limit in limits if limit.seconds <= rates.MINUTE) > 3


@pytest.fixture(autouse=True)
def rates_are_on(settings):
    settings.COMMENT_RATES = True


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands: 12 seconds after a full day began. `clock.at` may be moved."""

    class Clock:
        at = 20_000 * 86_400 + 12.0

    monkeypatch.setattr(rates, "clock", lambda: Clock.at)
    monkeypatch.setattr(networks, "_known", {})
    return Clock


def rate(**fields):
    return Rates(**{"reader": "ada@example.org", "network": "", "story": None, "is_known": False, **fields})


def post_once(**fields) -> bool:
    """Whether one more was allowed."""
    with transaction.atomic():
        return not rate(**fields).over().wait and not rate(**fields).count().wait


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "most", "apart", "until"),
    [
        ({"is_known": True}, 5, 10, 600),
        ({"is_known": False}, 5, 30, 600),
        ({"reader": "", "network": "203.0.114.0/24"}, 10, 1, 600),
        ({"reader": "", "story": 7}, 60, 0.1, 60),
    ],
)
def test_each_has_a_number_and_a_time(clock, who, most, apart, until):
    began = clock.at - 12
    for _number in range(most):
        assert post_once(**who)
        clock.at += apart
    assert not post_once(**who)
    assert rate(**who).over().wait == int(began + until - clock.at) + 1
    clock.at = began + until
    assert post_once(**who)


@pytest.mark.django_db
@pytest.mark.parametrize(("is_known", "most"), [(True, 30), (False, 10)])
def test_a_day_has_its_number_too(clock, is_known, most):
    for _number in range(most):
        assert post_once(is_known=is_known)
        clock.at += 601
    assert not post_once(is_known=is_known)


@pytest.mark.django_db
def test_a_new_reader_waits_longer_between_two_comments(clock):
    assert post_once()
    clock.at += 10
    assert not post_once()
    assert post_once(reader="bea@example.org", is_known=True)
    clock.at += 10
    assert post_once(reader="bea@example.org", is_known=True)


@pytest.mark.django_db
def test_who_is_over_a_limit_writes_nothing(clock, django_assert_num_queries):
    assert post_once()
    with django_assert_num_queries(1) as asked:
        assert rate().over().wait
    assert asked[0]["sql"].startswith("SELECT")


@pytest.mark.django_db(transaction=True)
def test_of_many_at_the_same_moment_only_the_number_allowed_get_in(clock):
    def one(_number):
        try:
            with transaction.atomic():
                return not rate(reader="", network="203.0.114.0/24").count().wait
        finally:
            connections.close_all()

    networks.key_of(networks.datetime.fromtimestamp(clock.at, networks.UTC).date())
    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(one, range(40))) == 10


@pytest.mark.django_db
def test_the_answer_is_429_with_the_time_to_wait_and_the_text_and_works_later(clock):
    visitor = Visitor(world.make_live(comment_policy="open"))
    assert visitor.post(text="First.").status_code == 303
    refused = visitor.post(text="Second <b>thought</b>\nin two lines")
    assert (refused.status_code, refused["Retry-After"]) == (429, "19")
    assert refused["Cache-Control"] == "no-store"
    assert controls(refused)["text"].replace("\r\n", "\n") == "Second <b>thought</b>\nin two lines"
    assert "wait 19 seconds and send it again" in refused.text
    clock.at += 20
    assert visitor.submit(controls(refused)).status_code == 303
    assert Comment.objects.count() == 2


@pytest.mark.django_db
def test_a_refusal_costs_five_queries_and_no_look_at_the_words_so_that_a_flood_costs_little(
    clock, django_assert_num_queries, monkeypatch
):
    """The story, the reader's record, the rates, the same form sent before, bans: the page itself asks nothing."""
    world.make_section()
    visitor = Visitor(world.make_live(comment_policy="open"))
    assert visitor.post(text="First.").status_code == 303
    form = visitor.open()
    monkeypatch.setattr(gathering.filtering, "opinion_on", lambda text: pytest.fail("the filter was asked"))
    with django_assert_num_queries(5):
        refused = visitor.send(form, text="Buy now, cheap and fast and only today, who waits will be sorry")
    assert refused.status_code == 429


@pytest.mark.django_db
def test_sending_the_same_form_again_is_no_second_comment_and_not_too_often(clock):
    visitor = Visitor(world.make_live(comment_policy="open"))
    form = visitor.open()
    assert visitor.send(form)["Location"] == visitor.send(form)["Location"]


@pytest.mark.django_db(transaction=True)
def test_fifty_sendings_at_once_are_fifty_right_answers_with_rates_too():
    edition = world.make_live(comment_policy="open")
    visitor = Visitor(edition)
    form = visitor.open()

    def send(_number):
        answers = [visitor.send(form).status_code for _time in range(5)]
        connections.close_all()
        return answers

    with ThreadPoolExecutor(10) as threads:
        assert [each for batch in threads.map(send, range(10)) for each in batch] == [303] * 50
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "prefix"),
    [
        ("203.0.114.77", "203.0.114.0/24"),
        ("2a01:4f8:1:2::7", "2a01:4f8:1::/48"),
        ("::ffff:203.0.114.77", "203.0.114.0/24"),
        ("127.0.0.1", ""),
        ("10.1.2.3", ""),
        ("fe80::1%eth0", ""),
        ("unix:", ""),
        ("", ""),
    ],
)
def test_networks_are_shortened_and_a_proxy_s_own_address_counts_for_nobody(address, prefix):
    assert prefix_of(address) == prefix


@pytest.mark.django_db
def test_no_address_is_stored_or_logged_and_a_day_later_the_hashes_say_nothing(clock, caplog):
    caplog.set_level(logging.DEBUG)
    visitor = Visitor(world.make_live(comment_policy="open"))
    visitor.client.defaults["REMOTE_ADDR"] = ADDRESS
    visitor.post()
    visitor.post()
    assert PostingRate.objects.count() == 5
    rows = [row for model in apps.get_app_config("articles").get_models() for row in model.objects.all()]
    dump = serializers.serialize("json", rows) + caplog.text
    assert Comment.objects.get().text in dump, "the dump is one"
    assert "203.0.114" not in dump
    hashes = set(PostingRate.objects.values_list("pk", flat=True))
    clock.at += 2 * 86_400
    visitor.post(text="Another day.")
    assert NetworkKey.objects.count() == 1
    assert not hashes & set(PostingRate.objects.filter(began__gt=clock.at - 86_400).values_list("pk", flat=True))


@pytest.mark.django_db
def test_old_counters_are_swept(clock):
    assert post_once()
    assert rates.sweep() == 0
    clock.at += 3 * 86_400
    assert rates.sweep() == 3
    assert not PostingRate.objects.exists()


@pytest.mark.django_db
def test_the_first_comment_of_a_minute_on_a_story_sweeps(clock):
    assert post_once()
    clock.at += 3 * 86_400
    assert post_once(reader="", story=7)
    assert PostingRate.objects.count() == 1
