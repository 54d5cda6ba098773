"""Two saves of one article at one moment: one is stored, the other hears of it; on whatever database the suite runs."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles.models import Article
from articles.publishing import history
from articles.publishing.revisions import record
from articles.publishing.workflow import WorkflowRefused
from tests.desk.forms import fields_of
from tests.world import make_article, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs):
    barrier = Barrier(len(jobs))

    def run(job):
        try:
            barrier.wait(timeout=30)
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def saving(name: str, article):
    """A form that is open, and the pressing of its button."""
    client = Client()
    client.force_login(make_user(name, "Editor"))
    url = reverse("admin:articles_article_change", args=[article.pk])
    data = fields_of(client.get(url)) | {"headline": f"By {name}", "_continue": "1"}
    return lambda: client.post(url, data)


@pytest.mark.parametrize("_round", range(3))
def test_of_saves_at_once_one_is_stored_and_the_others_are_refused(_round):
    article = make_article(headline="As it began")
    jobs = {name: saving(name, article) for name in ("ines", "tomas", "mara", "piet")}
    answers = dict(zip(jobs, at_once(*jobs.values()), strict=True))
    stored = [name for name, answer in answers.items() if answer.status_code == 302]
    assert sorted(answer.status_code for answer in answers.values()) == [302, 409, 409, 409]
    article = Article.objects.get()
    assert (article.headline, article.version) == (f"By {stored[0]}", 2)
    assert [row.content["headline"] for row in article.revisions.all()] == [f"By {stored[0]}"]
    for name, answer in answers.items():
        if name not in stored:
            assert f"By {name}" in answer.content.decode()


def test_save_and_restore_at_once_do_not_overwrite_each_other():
    article = make_article(headline="First")
    first = record(article, user=None)
    article.headline = "Second"
    article.save()
    record(article, user=None)
    version = article.version
    user = make_user("restorer", "Editor")

    def restoring():
        try:
            return history.restore(article, first, by=user, version=version)
        except WorkflowRefused as refusal:
            return refusal

    answer, restored = at_once(saving("ines", article), restoring)
    refused = isinstance(restored, WorkflowRefused)
    assert (answer.status_code == 409) is not refused, "exactly one of them"
    assert Article.objects.get().headline == ("By ines" if refused else "First")
