"""How the readers' pages are set, measured in Chromium: lines, sizes, order, focus, weight, paper."""

import gzip
import re
from datetime import timedelta
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image

from articles.models import Correction, Statement
from articles.pictures.uploads import ingest
from articles.publishing import workflow
from tests import world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

SENTENCES = (
    "The three ferries that link Westport with the outer islands stayed at their berths for the fifteenth day on Tuesday. "
    "Under an emergency rule the freighter leaves each morning at six with food, medicine and fuel for the shops. "
    "On Great Ansel the filling station sells ten litres a head, and the only baker has stopped making the large loaf. "
    "Both sides return to the table on Thursday at the pilot station, a building with one meeting room and no back door. "
    "The company says it cannot hire fast enough; the union answers that nobody has asked those who left in the spring. "
)
# A thousand words, give or take a sentence.
STORY = "<p>The ferry left at noon, said the harbour master.</p>" + f"<p>{SENTENCES}</p>" * (
    1000 // len(SENTENCES.split())
)
PROSE = ".story-body > p, .standfirst, .card-standfirst, .list-about, .comment-text p, .empty, .correction-text"
PAGES = (
    "front section article arabic sources source author topic corrections history archive search post missing".split()
)
OVERFLOWS = "document.documentElement.scrollWidth > innerWidth"
SIZES = {360: {14, 18, 22, 28, 32}, 1280: {14, 18, 20, 22, 32, 44}}

LINES = """selector => [...document.querySelectorAll(selector)].flatMap(each => {
    const texts = document.createTreeWalker(each, NodeFilter.SHOW_TEXT), lines = new Map();
    for (let text; (text = texts.nextNode());) {
        if (text.parentElement.closest('.by, .visually-hidden')) continue;
        for (let at = 0; at < text.length; at++) {
            const range = document.createRange();
            range.setStart(text, at); range.setEnd(text, at + 1);
            const box = range.getClientRects()[0];
            if (!box || !box.width) continue;
            const line = Math.round(box.bottom / 4);
            lines.set(line, (lines.get(line) || 0) + 1);
        }
    }
    return [[...lines.values()]];
})"""

SET_IN = """() => [...document.body.querySelectorAll('*')]
    .filter(each => [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .filter(each => !each.closest('option, .visually-hidden, .comment-trap, script'))
    .map(each => parseFloat(getComputedStyle(each).fontSize))"""

FOCUSED = """() => {
    const stop = document.activeElement, box = stop.getBoundingClientRect();
    const drawn = [getComputedStyle(stop), getComputedStyle(stop, '::after')].find(style =>
        style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 3 && style.boxShadow !== 'none');
    return {
        name: stop.outerHTML.slice(0, 90),
        seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        rings: drawn ? [drawn.outlineColor, drawn.boxShadow.match(/rgba?\\([^)]*\\)/g).at(-1)] : [],
    };
}"""


@pytest.fixture
def picture():
    file = BytesIO()
    Image.new("RGB", (1600, 1000), "#357").save(file, "JPEG")
    file.seek(0)
    file.name = "pier.jpg"
    return ingest(file, alt="A pier", title="Pier", credit="Mara Lind", caption="The pier at dusk.")


@pytest.fixture
def addresses(live_server, picture):
    """A story of a thousand words with a picture, quotes, a table, corrections and 25 comments; and the pages around it."""
    section, author, topic = world.make_section(name="World"), world.make_author(), world.make_topic(name="Ferries")
    source = world.make_source(name="Anneke Vos")
    article = world.make_article(
        section=section,
        authors=[author],
        topics=[topic],
        lead_picture=picture,
        comment_policy="open",
        standfirst="Crews and company meet again on Thursday. Until then one freight sailing a day keeps the shops open.",
    )
    cells = "".join(f"<td>A cell of column {number}</td>" for number in range(12))
    article.body = (
        STORY
        + f"<h2>A crosshead</h2><aside data-pullquote=''>Pulled</aside><table><tbody><tr>{cells}</tr></tbody></table>"
    )
    article.save()
    Statement.objects.create(article=article, source=source, words="The ferry left at noon", state="accepted")
    workflow.publish(article, by=None)
    Correction.objects.create(article=article, text="It was the other pier.", wrong="the north pier", right="the south")
    article.body = article.body.replace("A crosshead", "Another crosshead")
    article.save()
    edition = workflow.publish(article, by=None)
    for number in range(25):
        world.make_comment(edition, text=f"Remark {number}. {SENTENCES}")
    kinds = [
        "news",
        "opinion",
        "analysis",
        "sponsored",
        "news",
        "live",
        "news",
        "news",
        "obituary",
        "news",
        "news",
        "news",
    ]
    for number, kind in enumerate(kinds):
        world.make_live(
            section=section,
            ago=timedelta(days=1, hours=number),
            kind=kind,
            standfirst=SENTENCES[:110],
            lead_picture=picture,
        )
    arabic = world.make_live(
        headline="العبّارات تعود إلى الميناء", language="ar", direction="rtl", body="<p>غادرت العبّارة ظهرًا ثم عادت.</p>"
    )
    paths = {
        "front": "/",
        "section": section.get_absolute_url(),
        "article": edition.path,
        "arabic": arabic.path,
        "sources": "/sources/",
        "source": source.get_absolute_url(),
        "author": author.get_absolute_url(),
        "topic": topic.get_absolute_url(),
        "corrections": "/corrections/",
        "history": f"/history/{article.public_id}/",
        "archive": "/archive/",
        "search": "/search/?q=ferries",
        "post": f"/comments/{article.public_id}/post/",
        "missing": "/no/such/",
    }
    return {name: live_server.url + path for name, path in paths.items()}


@pytest.fixture
def opened(browser):
    """`opened(width, **options)`: a page in a context of its own."""
    contexts = []

    def make(width=1280, height=900, **options):
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **options))
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


def test_a_line_of_a_story_holds_60_to_70_characters_and_no_line_of_prose_more_than_75(opened, addresses):
    page = opened()
    for name in [name for name in PAGES if name != "arabic"]:
        page.goto(addresses[name])
        longest = [max(lines, default=0) for lines in page.evaluate(LINES, PROSE)]
        assert max(longest, default=0) <= 75, name
    page.goto(addresses["article"])
    full = [line for lines in page.evaluate(LINES, ".story-body > p")[1:6] for line in lines[:-1]]
    assert len(full) >= 20
    assert 60 <= sum(full) / len(full) <= 70


def test_a_line_on_a_phone_holds_35_to_45_characters(opened, addresses):
    page = opened(360)
    page.goto(addresses["article"])
    full = [line for lines in page.evaluate(LINES, ".story-body > p")[1:6] for line in lines[:-1]]
    assert 35 <= sum(full) / len(full) <= 45


def test_type_has_few_sizes_and_none_below_14_pixels(opened, addresses):
    page, found = opened(), {}
    for width, known in SIZES.items():
        page.set_viewport_size({"width": width, "height": 900})
        for name in PAGES:
            page.goto(addresses[name])
            found[name, width] = set(page.evaluate(SET_IN)) - known
    assert {place: sizes for place, sizes in found.items() if sizes} == {}


def test_type_grows_with_the_size_that_the_reader_has_set(opened, addresses):
    page = opened(bypass_csp=True)
    page.goto(addresses["article"])
    size = "parseFloat(getComputedStyle(document.querySelector('.story-body > p')).fontSize)"
    assert page.evaluate(size) == 20
    page.evaluate("document.documentElement.style.fontSize = '24px'")
    assert page.evaluate(size) == 30


def test_arabic_has_room_between_its_lines_and_no_spacing_or_slant(opened, addresses):
    page = opened()
    page.goto(addresses["arabic"])
    set_as = page.evaluate("""() => [...document.querySelectorAll('.story :is(h1, p)')].filter(each => each.closest('[lang]').lang === 'ar')
        .map(each => getComputedStyle(each)).map(style =>
            [parseFloat(style.lineHeight) / parseFloat(style.fontSize), style.letterSpacing, style.fontStyle])""")
    assert len(set_as) >= 3
    assert all(
        height >= 1.4 and spacing in {"normal", "0px"} and slant == "normal" for height, spacing, slant in set_as
    )
    assert set_as[-1][0] >= 1.6  # the text


CARDS = """() => [...document.querySelectorAll('.card')].map(card => {
    const {top, left, right} = card.getBoundingClientRect(), link = card.querySelector('a');
    return {
        top, left, right,
        links: card.querySelectorAll('a').length,
        named: link.innerText === card.querySelector('.card-headline').innerText,
        cut: card.scrollWidth > card.clientWidth + 1,
    };
})"""


@pytest.mark.parametrize("number", [0, 1, 3, 60])
def test_a_front_page_of_any_number_of_stories_reads_in_the_order_of_its_source(opened, live_server, picture, number):
    sections = [world.make_section(name=f"Part {place}", position=place) for place in range(5)]
    for place in range(number):
        world.make_live(
            section=sections[place % 5],
            ago=timedelta(hours=place + 1),
            lead_picture=picture if place % 3 else None,
            kind="sponsored" if place % 7 == 5 else "news",
        )
    page = opened()
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(live_server.url + "/")
        assert not page.evaluate(OVERFLOWS)
        cards = page.evaluate(CARDS)
        assert len(cards) == min(number, 5 + 5 * 5)
        assert all(card["links"] == 1 and card["named"] and not card["cut"] for card in cards)
        for before, after in pairwise(cards):
            assert after["top"] >= before["top"] - 1 or after["left"] >= before["right"] - 1
        assert page.evaluate(
            "[...document.querySelectorAll('body *')].every(each => getComputedStyle(each).order === '0')"
        )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_stop_of_the_keyboard_is_in_sight_and_ringed_in_two_colours(opened, addresses, scheme):
    page, unseen = opened(color_scheme=scheme), {}
    for name in ("front", "article", "archive", "post", "missing"):
        page.goto(addresses[name])
        walked = []
        while len(walked) < 50:
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                break
            walked.append(page.evaluate(FOCUSED))
        assert len(walked) >= 10
        unseen[name] = [stop["name"] for stop in walked if not stop["seen"] or len(set(stop["rings"])) != 2]
    assert unseen == {name: [] for name in unseen}


def test_in_forced_colours_controls_and_focus_keep_their_edges(opened, addresses):
    page = opened(forced_colors="active")
    page.goto(addresses["post"])
    edges = page.evaluate("""() => [...document.querySelectorAll('.button, .button-plain, textarea, select, input:not([type=hidden])')]
        .filter(each => !each.closest('.comment-trap'))
        .map(each => getComputedStyle(each)).map(style => parseFloat(style.borderTopWidth) >= 1 && style.borderTopStyle === 'solid')""")
    assert len(edges) >= 4
    assert all(edges)
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_nothing_moves_for_those_who_asked_for_stillness(opened, addresses):
    page = opened(reduced_motion="reduce")
    for name in ("front", "article"):
        page.goto(addresses[name])
        assert page.evaluate("document.getAnimations().length") == 0
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_a_page_asks_for_at_most_four_things_none_elsewhere_and_is_light(opened, addresses, live_server):
    """Without pictures, the site's icon among them. Weights with gzip, as they are stored and sent; brotli makes them smaller."""
    page, heavy = opened(), {}
    answers = []

    def note(response):
        answers.append(response)

    page.on("response", note)
    for name in PAGES:
        answers.clear()
        page.goto(addresses[name], wait_until="load")
        weights = {"document": 0, "stylesheet": 0, "script": 0}
        assert [answer.url for answer in answers if not answer.url.startswith(live_server.url)] == []
        asked = [answer for answer in answers if not answer.headers["content-type"].startswith("image/")]
        for answer in asked:
            weights[answer.request.resource_type] += len(gzip.compress(answer.body(), 9))
        limits = {"document": 14_000, "stylesheet": 10_000, "script": 10_000}
        heavy[name] = {kind: weight for kind, weight in weights.items() if weight > limits[kind]}
        if len(asked) > 4:
            heavy[name]["requests"] = len(asked)
    assert heavy == {name: {} for name in PAGES}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_printed_story_has_its_sources_and_corrections_on_white_and_no_navigation(opened, addresses, scheme):
    page = opened(color_scheme=scheme)
    page.goto(addresses["article"])
    page.emulate_media(media="print", color_scheme=scheme)
    shown = page.evaluate(
        """selectors => Object.fromEntries(selectors.map(selector => {
        const found = [...document.querySelectorAll(selector)];
        return [selector, found.filter(each => each.checkVisibility()).length];
    }))""",
        [
            "h1",
            ".byline",
            ".times",
            ".picture-lead img",
            ".sources-box",
            ".box-corrections",
            "nav",
            "form",
            ".skip-link",
            ".related",
        ],
    )
    for printed in ("h1", ".byline", ".times", ".picture-lead img", ".sources-box", ".box-corrections"):
        assert shown[printed], printed
    for left_out in ("nav", "form", ".skip-link", ".related"):
        assert not shown[left_out], left_out
    ink, paper = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.documentElement).backgroundColor]"
    )
    assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")


@pytest.mark.parametrize("remarks", [0, 1])
def test_a_thousand_words_and_a_picture_take_at_most_three_sheets_of_paper(opened, live_server, picture, remarks):
    article = world.make_article(lead_picture=picture, body=STORY, comment_policy="open", standfirst=SENTENCES[:110])
    Statement.objects.create(
        article=article, source=world.make_source(name="Anneke Vos"), words="The ferry left at noon", state="accepted"
    )
    edition = workflow.publish(article, by=None)
    Correction.objects.create(article=article, text="It was the other pier.", wrong="the north pier", right="the south")
    for number in range(remarks):
        world.make_comment(edition, text=f"Remark {number}.")
    page = opened()
    page.goto(live_server.url + edition.path)
    page.evaluate("Promise.all([...document.images].map(image => image.decode()))")
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    assert 2 <= sheets <= 3
    page.emulate_media(media="print")
    assert page.locator(".picture-lead img").bounding_box()["height"] <= 8.01 / 2.54 * 96
    assert page.get_by_text("It was the other pier.").is_visible()
    assert page.locator(".sources-box").get_by_text("Anneke Vos").is_visible()
    assert not page.get_by_text("Every quoted word has its source.").is_visible()
    assert not page.get_by_text("Post a comment").first.is_visible()
    assert page.locator(".comments").is_visible() == bool(remarks)


WORDS_BROKEN = """selector => [...document.querySelectorAll(selector)].flatMap(each => {
    const texts = document.createTreeWalker(each, NodeFilter.SHOW_TEXT), broken = [];
    for (let text; (text = texts.nextNode());) {
        for (const word of text.data.matchAll(/\\S+/g)) {
            const range = document.createRange();
            range.setStart(text, word.index); range.setEnd(text, word.index + word[0].length);
            const lines = new Set([...range.getClientRects()].filter(box => box.width).map(box => Math.round(box.top)));
            if (lines.size > 1) broken.push(word[0]);
        }
    }
    return broken;
})"""


def test_long_words_of_a_headline_stay_whole_on_a_phone_and_longer_ones_may_take_a_hyphen(opened, live_server):
    edition = world.make_live(headline="Counterintelligence misunderstandings internationalisation")
    page = opened(320)
    for path in (edition.path, "/"):
        page.goto(live_server.url + path)
        assert page.evaluate(WORDS_BROKEN, "h1, .card-headline") == []
        assert not page.evaluate(OVERFLOWS)
    # Debian's Chromium has no dictionary to divide words by; phones have.
    style = page.locator(".card-headline").first.evaluate(
        "each => { const style = getComputedStyle(each); return [style.hyphens, style.hyphenateLimitChars] }"
    )
    assert style == ["auto", "12 5 5"]
    assert page.locator(".nameplate").evaluate("each => getComputedStyle(each).hyphens") == "manual"


@pytest.mark.parametrize("site_name", ["Newsroom", "Harbour Post", "Westkurier"])
def test_the_nameplate_breaks_no_word_with_letters_of_twice_the_size(opened, live_server, settings, site_name):
    settings.SITE_NAME = site_name
    page = opened(320, bypass_csp=True)
    edition = world.make_live()
    for path in ("/", edition.path):
        page.goto(live_server.url + path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(WORDS_BROKEN, ".nameplate") == []
        assert not page.evaluate(OVERFLOWS)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_month_of_the_archive_is_a_whole_week_wide_on_the_smallest_phone(opened, live_server, settings, language):
    settings.LANGUAGE_CODE = language
    edition = world.make_live()
    page = opened(320)
    page.goto(f"{live_server.url}/archive/{edition.first_published:%Y/%m}/")
    cells = page.locator(".month tbody tr").nth(1).locator("td")
    boxes = [cell.bounding_box() for cell in cells.all()]
    assert len(boxes) == 7
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 320 for box in boxes)
    across = [box["x"] for box in boxes]
    assert across == sorted(across, reverse=language == "ar")
    assert len({box["y"] for box in boxes}) == 1
    assert page.evaluate(WORDS_BROKEN, ".month th span[aria-hidden]") == []
    link = page.locator(".month a").bounding_box()
    assert min(link["width"], link["height"]) >= 24
    assert not page.evaluate(OVERFLOWS)


def test_words_of_the_other_direction_begin_at_the_edge_of_the_column(opened, live_server, settings):
    settings.LANGUAGE_CODE = "ar"
    article = world.make_article(body=f"<p>{SENTENCES}</p>")
    source = world.make_source(name="Anneke Vos")
    world.make_statement(article, source=source, words=SENTENCES.strip())
    world.publish_past_the_checks(article)
    page = opened()
    page.goto(live_server.url + source.get_absolute_url())
    column, quote = page.locator("main").bounding_box(), page.locator(".quoted blockquote").bounding_box()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert abs(quote["x"] - column["x"]) <= 1


def test_a_page_without_sections_has_its_rule_under_the_name_and_no_empty_strip(opened, live_server):
    page = opened()
    page.goto(f"{live_server.url}/search/")
    head, rule = page.locator(".masthead-top").bounding_box(), page.locator(".masthead-rule").bounding_box()
    assert abs(rule["y"] - head["y"] - head["height"]) <= 1
    assert page.locator(".masthead").bounding_box()["height"] <= head["height"] + 8


def test_links_of_the_way_back_are_large_and_apart(opened, live_server):
    edition = world.make_live()
    page = opened(360)
    page.goto(f"{live_server.url}/archive/{edition.first_published:%Y/%m/%d}/")
    boxes = [link.bounding_box() for link in page.locator(".crumbs a").all()]
    assert len(boxes) == 3
    assert all(box["height"] >= 40 and box["width"] >= 24 for box in boxes)
    assert all(after["x"] - before["x"] - before["width"] >= 16 for before, after in pairwise(boxes))


def test_no_filter_of_the_archive_stands_alone_in_its_row(opened, live_server):
    world.make_live()
    page = opened()
    for width, columns in ((360, 2), (1280, 4)):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server.url}/archive/")
        tops = [field.bounding_box()["y"] for field in page.locator(".filter-fields .field").all()][1:]
        assert {tops.count(top) for top in tops} == {columns}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_between_the_rings_of_a_focus_and_the_letters_is_paper(opened, live_server, scheme):
    page = opened(color_scheme=scheme)
    page.goto(f"{live_server.url}/search/")
    page.locator(".masthead-search").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    nearest, paper = page.evaluate("""() => [
        getComputedStyle(document.activeElement).boxShadow.match(/rgba?\\([^)]*\\)/)[0],
        getComputedStyle(document.documentElement).backgroundColor]""")
    assert nearest == paper


def test_a_day_of_a_card_stays_on_one_line(opened, live_server):
    world.make_live()
    page = opened(360)
    page.goto(f"{live_server.url}/archive/")
    assert page.locator(".card-time time").first.evaluate("each => getComputedStyle(each).whiteSpace") == "nowrap"
