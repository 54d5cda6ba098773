"""The readers' pages in Chromium: nothing scrolls sideways, focus is seen, no request leaves the host.

And axe finds nothing on any of them: a phone and a desk, in light and dark, from left to right and from right to left.
"""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from articles.desk import previews
from articles.fronts import banners
from articles.models import Correction, Edition, Statement
from articles.publishing import workflow
from tests import world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TABLE = "<table><tbody><tr>" + "<td>A cell of a wide table</td>" * 12 + "</tr></tbody></table>"
PAGES = (
    "front section article opposite withdrawn missing sources source removal author topic corrections history preview "
    "search nothing archive day comments thread post report error own account"
).split()
WIDTHS, SCHEMES = (320, 1280), ("light", "dark")
DIRECTION = {"en": "ltr", "ar": "rtl"}
WORDS = {
    "en": {
        "headline": "Ferries return to the harbour",
        "standfirst": "Crews and company agreed at night.",
        "body": "<p>The ferry left at noon, said the harbour master.</p><p>It came back.</p>",
    },
    "ar": {
        "headline": "العبّارات تعود إلى الميناء",
        "standfirst": "اتفق البحّارة والشركة ليلًا.",
        "body": "<p>قال مدير الميناء إن العبّارة غادرت عند الظهر.</p><p>ثم عادت.</p>",
    },
}
SAID = {"en": "The ferry left at noon", "ar": "العبّارة غادرت عند الظهر"}
OVERFLOWS = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
def spoken():
    """The language of the site and of most of its stories; a test that names it speaks another."""
    return "en"


@pytest.fixture
def addresses(live_server, settings, spoken):
    settings.LANGUAGE_CODE, settings.READERS_GET_MAIL = spoken, True  # without mail nobody can sign in
    story = {"language": spoken, "direction": DIRECTION[spoken], **WORDS[spoken]}
    other = "ar" if spoken == "en" else "en"
    section, author, topic = world.make_section(name="World"), world.make_author(), world.make_topic()
    source = world.make_source(name="Anneke Vos")
    article = world.make_article(
        section=section,
        authors=[author],
        topics=[topic],
        kind="opinion",
        publisher=world.make_source(),
        comment_policy="open",
        **story,
    )
    article.body += "<h2>A crosshead</h2><aside data-pullquote=''>Pulled</aside>" + TABLE
    article.save()
    Statement.objects.create(article=article, source=source, words=SAID[spoken], state="accepted")
    edition = workflow.publish(article, by=None)
    for kind in Correction.Kind.values:
        Correction.objects.create(
            article=article, kind=kind, text="It was the other pier.", wrong="the north pier", right="the south pier"
        )
    article.body += "<p>One more.</p>"
    article.save()
    edition = workflow.publish(article, by=None)
    banners.show(by=None, text="Ferries sail again", live_until=edition.live_from + timedelta(hours=1), article=article)
    _link, token = previews.make(
        world.make_article(**story),
        by=world.make_user("ines", "Editor"),
        label="Lawyer",
        expires=edition.live_from + timedelta(hours=1),
        may_approve=True,
    )
    comment = world.make_comment(edition)
    world.make_comment(edition, parent=comment, thread=comment)
    for _number in range(7):
        world.make_live(section=section, **story)
    opposite = world.make_live(
        **{"language": other, "direction": DIRECTION[other], **WORDS[other]}, section=section, kind="sponsored"
    )
    withdrawn = world.make_live(**story)
    workflow.withdraw(withdrawn.article, by=None, reason="Wrong.")
    conversation = f"/comments/{article.public_id}/"
    paths = {
        "front": "/",
        "section": section.get_absolute_url(),
        "article": edition.path,
        "opposite": opposite.path,
        "withdrawn": withdrawn.path,
        "missing": "/no/such/",
        "sources": "/sources/",
        "source": source.get_absolute_url(),
        "removal": f"{source.get_absolute_url()}removal/",
        "author": author.get_absolute_url(),
        "topic": topic.get_absolute_url(),
        "corrections": "/corrections/",
        "history": f"/history/{article.public_id}/",
        "preview": f"/preview/{token}/",
        "search": f"/search/?q={WORDS[spoken]['headline'].split()[0]}",
        "nothing": "/search/?q=zzyzx",
        "archive": "/archive/",
        "day": f"/archive/{edition.first_published:%Y/%m/%d}/",
        "comments": conversation,
        "thread": f"{conversation}{comment.pk}/",
        "post": f"{conversation}post/",
        "report": f"{conversation}{comment.pk}/report/",
        "error": f"{conversation}error/",
        "own": "/comments/own/",
        "account": "/account/login/",
    }
    return {name: live_server.url + path for name, path in paths.items()}


@pytest.mark.parametrize("spoken", ["en", "ar"])
def test_axe_finds_nothing_on_a_phone_or_a_desk_light_or_dark_in_either_direction(browser, addresses, spoken):
    # The policy of the pages would keep axe itself out; the next test looks at the pages with the policy on.
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    page, found, statuses = context.new_page(), {}, {}
    for name in PAGES:
        statuses[name] = page.goto(addresses[name]).status
        away = DIRECTION["ar" if spoken == "en" else "en"] if name == "opposite" else DIRECTION[spoken]
        assert page.evaluate("document.documentElement.dir") == away, name
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # nothing is looked at while it fades
                results = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response
                rules = [rule["id"] for rule in results["violations"]] + ["sideways"] * page.evaluate(OVERFLOWS)
                if rules:
                    found[name, width, scheme] = rules
    context.close()
    assert found == {}
    assert statuses == {name: {"withdrawn": 410, "missing": 404}.get(name, 200) for name in PAGES}


def test_pages_ask_nothing_of_other_hosts_and_the_policy_stops_nothing(browser, addresses, live_server):
    context = browser.new_context(java_script_enabled=False)
    page, asked, said = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for name in PAGES:
        asked.clear()
        page.goto(addresses[name])
        assert all(url.startswith(live_server.url) for url in asked)
        assert len(asked) <= 4, asked
    context.close()
    assert not [text for text in said if "Content Security Policy" in text]


@pytest.mark.parametrize("spoken", ["en", "ar"])
def test_text_of_twice_the_size_never_scrolls_a_phone_sideways(browser, live_server, addresses):
    earlier = world.make_live(ago=timedelta(days=70))
    Edition.objects.filter(pk=earlier.pk).update(first_published=earlier.live_from)
    month = timezone.localdate()
    addresses["archive month"] = f"{live_server.url}/archive/{month:%Y/%m}/"
    addresses["statements"] = f"{addresses['source']}?year={month.year}"  # with its form of filters
    context = browser.new_context(viewport={"width": 320, "height": 800}, bypass_csp=True)
    page, overflowing = context.new_page(), []
    for name in [*PAGES, "archive month", "statements"]:
        page.goto(addresses[name])
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if page.evaluate(OVERFLOWS):
            overflowing.append(name)
    context.close()
    assert overflowing == []


def test_the_first_stop_skips_to_the_content_and_every_stop_is_seen(browser, addresses):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(addresses["article"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto(addresses["front"])
    stops = page.evaluate("document.querySelectorAll('a[href], button, input').length")
    for _stop in range(stops):
        page.keyboard.press("Tab")
        unseen = page.evaluate("""() => {
            const stop = document.activeElement, box = stop.getBoundingClientRect();
            const drawn = [getComputedStyle(stop), getComputedStyle(stop, '::after')];
            const outline = drawn.some(style => style.outlineStyle === 'solid');
            return outline && box.top >= 0 && box.bottom <= innerHeight ? "" : `${stop.outerHTML} from ${box.top} to ${box.bottom} of ${innerHeight}, ${outline}`;
        }""")
        assert unseen == ""
    context.close()
