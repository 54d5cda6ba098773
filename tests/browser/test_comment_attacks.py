"""The collections of script attacks as comments, names, passages and reports, on every page that shows them: nothing runs.

The pages are opened with their Content-Security-Policy switched off, so that escaping alone is what stands between the
payload and the reader; then once with it on, where it must find nothing to stop. The control opens some raw.
"""

from itertools import batched
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.comments import drawn
from articles.comments.cleaning import clean_name, clean_text
from articles.comments.discussions.models import Discussion
from articles.comments.errors.models import ErrorReport
from articles.comments.models import MAX_LENGTH, MAX_PASSAGE
from articles.comments.responding.models import Report
from articles.models import Comment
from tests import world
from tests.comments import attacks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

THREADS, REPLIES = 25, 10  # of which a page of comments shows all
# Kinds of elements that pages with comments may have beside those of a story with one plain comment.
OF_COMMENTS = {
    *("em", "strong", "details", "summary", "nav", "figure", "blockquote", "cite", "q", "ul", "h4", "aside"),
}


def usable(payloads):
    """As comments: (text, name) cleaned as the form cleans them, without those that are nothing then."""
    pairs = [(clean_text(payload)[:MAX_LENGTH], clean_name(payload)[:80]) for payload in payloads]
    return [(text, name) for text, name in pairs if text and name]


def a_comment(edition, text, name, *, first=None, featured=False):
    now = timezone.now()
    words = {"text": text, "author_name": name, "passage": text[:MAX_PASSAGE]}
    place = {"thread": first, "parent": first, "featured_at": now if featured else None}
    return Comment(article=edition.article, edition=edition, status="approved", posted=now, **words, **place)


def stored(comments):
    return Comment.objects.bulk_create(comments, batch_size=500)


def a_conversation(payloads):
    """A story with `payloads` as its comments: up to 275, in threads, each in its text and its name and its passage."""
    edition = world.make_live(comment_policy="open")
    threads = [list(group) for group in batched(payloads, REPLIES + 1)]
    firsts = stored([a_comment(edition, *group[0], featured=number < 3) for number, group in enumerate(threads)])
    stored(
        [
            a_comment(edition, *each, first=first)
            for first, group in zip(firsts, threads, strict=True)
            for each in group[1:]
        ]
    )
    Discussion.objects.update_or_create(
        article=edition.article,
        defaults={"comment_count": len(payloads), "thread_count": len(firsts), "note": payloads[0][0][:300]},
    )
    return edition, firsts


def reported(comments):
    """Each comment reported in its own words, by somebody with such a name."""
    Report.objects.bulk_create(
        [
            Report(comment=each, why="illegal", words=each.text[:2000], law=each.text[:200], name=each.author_name)
            for each in comments
        ]
    )
    Comment.objects.filter(pk__in=[each.pk for each in comments]).update(open_reports=1)


def an_error_report(edition, text, name):
    ErrorReport.objects.create(
        article=edition.article, edition=edition, passage=text[:MAX_PASSAGE], words=text[:2000], name=name, paragraph=0
    )


def readers_pages(edition, first):
    """Every page below /comments/<story>/ that takes at most the number of a comment, as the addresses say now."""
    found = {edition.path}
    for pattern in get_resolver().reverse_dict:
        if not isinstance(pattern, str):
            continue
        for given in ([edition.article.public_id], [edition.article.public_id, first.pk]):
            try:
                url = reverse(pattern, args=given)
            except NoReverseMatch:
                continue
            if url.startswith("/comments/"):
                found.add(url)
    base = f"/comments/{edition.article.public_id}/"
    return sorted(found | {f"{base}post/?parent={first.pk}", f"{base}?sort=newest", f"{base}?sort=recommended"})


def desk_pages(comments):
    """Lists and rows of everything that comments are made of, and what the desk says of a story with them."""
    from django.contrib import admin

    urls = ["/admin/", "/admin/articles/comment/?status=all", "/admin/articles/comment/?q=script"]
    for model, of_admin in admin.site._registry.items():
        if model._meta.app_label != "articles" or not model.__module__.startswith("articles.comments"):
            continue
        label = f"admin:articles_{model._meta.model_name}"
        urls.append(reverse(f"{label}_changelist"))
        rows = comments[:6] if model is Comment else list(model._default_manager.order_by("-pk")[:3])
        for pattern in of_admin.get_urls():
            if not pattern.name or "delete" in pattern.name:
                continue
            for row in rows:
                for given in ([], [row.pk]):
                    try:
                        urls.append(reverse(f"admin:{pattern.name}", args=given))
                    except NoReverseMatch:
                        continue
    urls.append(reverse("admin:articles_article_change", args=[comments[0].article_id]))
    return sorted(set(urls))


def is_a_page(client, url):
    """Verbs answer GET with a form, a redirect or 405; feeds and data are looked at by their own test."""
    response = client.get(url)
    assert response.status_code < 500, url
    return response.status_code == 200 and response["Content-Type"].startswith("text/html")


def signed_in(context, home, user):
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": home}])
    return client


def looked_over(watched, urls, home):
    """What fired on which page, and what on it could have."""
    strange = {}
    for url in urls:
        fired = watched.fired(home + url)
        _kinds, active = watched.looked_at()
        if fired or active:
            strange[url] = (fired, active)
    return strange


def test_the_control_fires_when_the_payloads_stand_in_a_page_as_they_are(browser, live_server):
    context = browser.new_context(bypass_csp=True)
    watched, silent = attacks.Watched(context, live_server.url), []
    payloads = dict(list(attacks.that_fire().items())[::4])
    for key, payload in payloads.items():
        if not watched.fired_raw(f"<!doctype html><meta charset=utf-8><body>{payload}</body>"):
            silent.append(key)
    context.close()
    assert len(payloads) > 70
    assert len(silent) <= len(payloads) // 15, silent


def test_the_control_fires_when_a_comment_is_shown_unescaped(browser, live_server, monkeypatch):
    """The same pages, the same look: with the escaping taken out it sees what it is there to see."""
    monkeypatch.setattr(drawn.CommentDrawn, "text_html", property(lambda comment: SafeString(comment.text)))
    monkeypatch.setattr(drawn, "DRAWINGS", drawn.Drawings())  # what is drawn here must not be kept for other tests
    payloads = usable(["<img src=x onerror=alert(1)>", "<svg onload=alert(2)></svg>", "<b onmouseover=alert(3)>x</b>"])
    edition, _firsts = a_conversation(payloads)
    context = browser.new_context(bypass_csp=True)
    watched = attacks.Watched(context, live_server.url)
    fired = watched.fired(live_server.url + edition.path)
    kinds, active = watched.looked_at()
    context.close()
    assert {"alert(1)", "alert(2)", "alert(3)"} <= set(fired)
    assert "svg" in kinds
    assert "img onerror" in active


def test_no_payload_of_the_collections_runs_on_a_readers_page(browser, live_server):
    payloads = usable(attacks.collected().values())
    assert len(payloads) > 3_000
    context = browser.new_context(bypass_csp=True)
    watched, strange = attacks.Watched(context, live_server.url), {}
    plain, _firsts = a_conversation(usable(["Quite plain."]))
    watched.fired(live_server.url + plain.path)
    kinds_of_a_story = {*watched.looked_at()[0], "ol", "li", "article", "header", "h3", "time", "p", "br", "a", "bdi"}
    for group in batched(payloads, THREADS * (REPLIES + 1)):
        edition, _firsts = a_conversation(list(group))
        for url in (edition.path, f"/comments/{edition.article.public_id}/"):
            fired = watched.fired(live_server.url + url)
            kinds, active = watched.looked_at()
            shown = watched.page.locator("article.comment").count()
            assert shown >= len(group), (url, shown)
            if fired or active or not set(kinds) <= kinds_of_a_story | OF_COMMENTS:
                strange[url] = (fired, active, sorted(set(kinds) - kinds_of_a_story - OF_COMMENTS))
    context.close()
    assert strange == {}


@pytest.mark.parametrize("policy", ["off", "on"])
def test_no_payload_that_is_known_to_fire_runs_on_any_page_of_readers_or_of_the_desk(browser, live_server, policy):
    payloads = usable(attacks.that_fire().values())
    edition, firsts = a_conversation(payloads[: THREADS * (REPLIES + 1)])
    reported(firsts)
    an_error_report(edition, *payloads[0])
    held = [world.make_comment(edition, text=text, author_name=name, status="waiting") for text, name in payloads[:50]]
    context = browser.new_context(bypass_csp=policy == "off")
    watched = attacks.Watched(context, live_server.url)
    client = signed_in(context, live_server.url, world.make_user("root", is_staff=True, is_superuser=True))
    readers = readers_pages(edition, firsts[0])
    strange = looked_over(watched, [url for url in readers if is_a_page(client, url)], live_server.url)
    threads = [f"/comments/{edition.article.public_id}/{first.pk}/" for first in firsts[1:]]
    strange |= looked_over(watched, threads if policy == "off" else [], live_server.url)
    desk = [url for url in desk_pages(held) if is_a_page(client, url)]
    strange |= looked_over(watched, desk, live_server.url)
    context.close()
    assert len(readers) >= 6
    assert len(desk) >= 8
    assert strange == {}
    assert [said for said in watched.said if "Content Security Policy" in said] == []


def test_no_payload_runs_in_a_form_that_comes_back_or_in_a_preview(browser, live_server):
    """Typed by a browser: with a wrong e-mail the form comes back with the words; with the second button, as a preview."""
    edition = world.make_live(comment_policy="open")
    context = browser.new_context(bypass_csp=True)
    watched, strange = attacks.Watched(context, live_server.url), {}
    form = f"{live_server.url}/comments/{edition.article.public_id}/post/"
    for group in batched(usable(attacks.that_fire().values()), 30):
        text, name = "\n\n".join(text for text, _name in group)[:MAX_LENGTH], group[0][1]
        watched.page.goto(form)
        watched.page.fill("[name=text]", text)
        watched.page.fill("[name=name]", name)
        watched.page.fill("[name=email]", "no address")
        watched.page.click("form.comment-form button[type=submit] >> nth=-1")
        assert watched.page.input_value("[name=text]").split() == text.split()
        called, (_kinds, active) = watched.provoked(), watched.looked_at()
        previews = watched.page.locator("button[name=preview]")
        if previews.count():
            watched.page.fill("[name=email]", "ada@example.org")
            previews.first.evaluate("button => { button.form.noValidate = true; button.form.requestSubmit(button) }")
            watched.page.wait_for_load_state("load")
            called += watched.provoked()
            active += watched.looked_at()[1]
        if called or active:
            strange[name] = (called, active)
    context.close()
    assert strange == {}


def test_the_feed_of_a_conversation_holds_words_only(browser, live_server, client):
    """Feed readers unpack a description and show it as HTML: what comes out of it is put into a page, and nothing runs."""
    edition, _firsts = a_conversation(usable(attacks.that_fire().values())[: THREADS * (REPLIES + 1)])
    response = client.get(f"/comments/{edition.article.public_id}/feed.rss")
    assert response.status_code == 200
    items = list(ElementTree.fromstring(response.content).iter("item"))
    unpacked = [child.text or "" for item in items for child in item if child.tag.endswith(("description", "encoded"))]
    assert len(items) >= 20
    context = browser.new_context(bypass_csp=True)
    watched = attacks.Watched(context, live_server.url)
    fired = watched.fired_raw(
        "<!doctype html><meta charset=utf-8>" + "".join(f"<div>{each}</div>" for each in unpacked)
    )
    _kinds, active = watched.looked_at()
    context.close()
    assert (fired, active) == ([], [])


def test_every_model_of_comments_with_words_of_readers_is_covered():
    """A new table with words of readers must be added to these tests: this list is what they know."""
    known = {"comment", "report", "errorreport", "statementofreasons", "readerwarning"}
    wordy = {
        model._meta.model_name
        for model in apps.get_app_config("articles").get_models()
        if model.__module__.startswith("articles.comments")
        and any(
            each.get_internal_type() == "TextField"
            for each in model._meta.get_fields()
            if hasattr(each, "get_internal_type")
        )
    }
    assert wordy == known
