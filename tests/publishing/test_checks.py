"""The pre-publish checks: what each finds, what blocks, what asks for a tick, and whose name is kept."""

import pytest

from articles.models import AuditEntry, CheckTick, Edition, Picture
from articles.publishing import checks, workflow
from articles.publishing.checks import Level, Problem, problems_of
from articles.publishing.checks.problem import warning
from articles.publishing.checks.text import empty_sections
from articles.publishing.checks.ticks import EVERY_WARNING
from articles.publishing.workflow import WarningsToTick, WorkflowRefused
from articles.sourcing.name_check import distance
from tests import world

pytestmark = pytest.mark.django_db


def found(**fields) -> list[str]:
    return [problem.id for problem in problems_of(world.make_article(**fields))]


def messages(**fields) -> list[str]:
    return [str(problem) for problem in problems_of(world.make_article(**fields))]


def picture(number=1, **fields) -> Picture:
    return Picture.objects.create(
        **{"title": f"Pier {number}", "digest": f"{number}" * 64, "alt": "A pier", "credit": "M. Lindqvist", **fields}
    )


def test_sound_story_has_no_problems():
    assert found(lead_picture=picture(), section=world.make_section(name="Opinion"), kind="opinion") == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"headline": "x" * 90}, []),
        ({"headline": "x" * 91}, ["headline.long"]),
        ({"headline_is_working": True}, ["headline.working"]),
        ({"standfirst": " "}, ["standfirst.missing"]),
        ({"body": "<p> </p>"}, ["body.empty"]),
        ({"body": "<p>a</p><h2>Next</h2>"}, ["body.empty_section"]),
    ],
)
def test_words_are_checked(fields, expected):
    assert found(**fields) == expected


@pytest.mark.parametrize(
    ("kind", "expected"), [("news", ["kind.unlabelled_opinion"]), ("opinion", []), ("analysis", [])]
)
def test_news_in_the_opinion_section_is_an_unlabelled_opinion(kind, expected):
    assert found(section=world.make_section(name="Views", slug="opinion"), kind=kind) == expected
    assert found(section=world.make_section(name="OPINION"), kind=kind) == expected
    assert found(section=world.make_section(name="Meinung", slug="standpunkte"), kind=kind) == expected


def test_kicker_that_says_opinion_is_no_label():
    assert found(kicker="Comment ") == ["kind.unlabelled_opinion"]
    assert found(kicker="Comment", kind="opinion") == found(kicker="Comments by the mayor") == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h2>One</h2><p>a</p><h2>Two</h2><p>b</p>", []),
        ("<h2>One</h2><h3>Deeper</h3><p>a</p>", []),
        ("<h2>One</h2><h3>Deeper</h3><h2>Two</h2><p>b</p>", ["Deeper"]),
        ("<h2>One</h2><h2>Two</h2><p>b</p>", ["One"]),
        ('<h2>One</h2><figure data-picture="3"></figure>', []),
        ("<h2>One</h2><p> </p>", ["One"]),
        ("<p>a</p><h2> </h2><p>b</p>", [""]),
    ],
)
def test_heading_wants_text_a_picture_or_a_deeper_heading_below(body, expected):
    assert empty_sections(body) == expected


def test_pictures_without_description_block_and_without_credit_warn():
    lead, inside = picture(1, alt=""), picture(2, credit="")
    article = world.make_article(lead_picture=lead, body=f'<p>a</p><figure data-picture="{inside.pk}"></figure>')
    problems = problems_of(article)
    assert [(problem.id, problem.level, problem.object) for problem in problems] == [
        ("picture.alt", Level.ERROR, lead),
        ("picture.credit", Level.WARNING, inside),
    ]
    lead.decorative = True
    lead.save()
    article.refresh_from_db()
    assert [problem.id for problem in problems_of(article)] == ["picture.credit"]


@pytest.mark.parametrize(("width", "found"), [(1, ["picture.small"]), (639, ["picture.small"]), (640, [])])
def test_a_picture_that_will_look_coarse_warns(width, found):
    article = world.make_article(lead_picture=picture(1, width=width, height=width))
    assert [problem.id for problem in problems_of(article)] == found


def test_links_that_lead_nowhere_are_named():
    live = world.make_live(section=world.make_section(slug="harbour"))
    gone = world.make_live()
    workflow.withdraw(gone.article, by=None)
    good = ["https://example.org/a", "mailto:a@example.org", live.path, "/harbour/", "/corrections/", "#part", "/"]
    good.append(f"http://testserver{live.path}")
    bad = {
        "": "link.missing", "http://localhost/": "link.malformed", "example.org/a": "link.malformed", "#": "link.malformed",
        # The sanitiser drops what is no address at all.
        "https://no dots": "link.missing", "https://[broken": "link.missing", "javascript:x()": "link.missing",
        gone.path: "link.dead", "/harbour/never-was-22222222/": "link.dead", "/no/such/page/at/all/": "link.dead",
        "/unknown-section/": "link.dead", "http://testserver/topics/none/": "link.dead",
    }  # fmt: skip
    for address in good:
        assert found(body=f'<p>See <a href="{address}">here</a>.</p>') == [], address
    for address, problem in bad.items():
        assert found(body=f'<p>See <a href="{address}">here</a>.</p>') == [problem], address


def test_no_server_is_asked_for_another_site_s_link(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("the check opened a connection")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    from articles.publishing.checks.links import is_well_formed

    assert is_well_formed("https://example.org/a")


@pytest.mark.parametrize(
    ("written", "warns"),
    [
        ("Mara Lindqvist", False),
        ("Mara Lindqvits", True),
        ("Mara Lindqist’s", True),
        ("Maria Lindqvist", True),
        ("Mara Lundgren", False),
        ("Otto Lindqvist", False),
        ("Harbour Pots", True),
    ],
)
def test_name_that_is_nearly_a_known_one_warns(written, warns):
    world.make_source(name="Mara Lindqvist")
    world.make_author(name="Harbour Post")
    assert ("name.spelling" in found(body=f"<p>The port, said {written} on Friday, is open.</p>")) is warns


def test_namesake_whom_we_know_as_well_is_no_slip():
    world.make_source(name="Anna Bergstrom")
    world.make_source(name="Anne Bergstrom")
    assert found(body="<p>So said Anne Bergstrom.</p>") == []


def test_alias_is_a_known_name():
    world.make_source(name="Mara Lindqvist", aliases=["Mara Lindqvists"])
    assert found(body="<p>So said Mara Lindqvists.</p>") == []


@pytest.mark.parametrize("hidden", [{"public": False}, {"kind": "unnamed"}])
def test_confidential_name_is_never_given_away_by_a_warning(hidden):
    world.make_source(name="Mara Lindqvist", **hidden)
    assert found(body="<p>So said Mara Lindqvits.</p>") == []


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [("abc", "abc", 0), ("abc", "abd", 1), ("abc", "ab", 1), ("abcd", "badc", 3), ("a", "bcde", 3)],
)
def test_distance_counts_letters_and_stops_at_three(one, other, letters):
    assert distance(one, other) == distance(other, one) == letters


def test_checks_cost_a_bounded_number_of_queries(django_assert_max_num_queries):
    names = " ".join(f"<p>So said Mara{chr(97 + n % 26)} Lindqvist{chr(97 + n // 26)}.</p>" for n in range(60))
    links = "".join(f'<p><a href="/harbour/never-{n}-22222222/">{n}</a></p>' for n in range(60))
    article = world.make_article(body=names + links, lead_picture=picture())
    with django_assert_max_num_queries(10):
        problems = problems_of(article)
    assert len([problem for problem in problems if problem.id == "link.dead"]) == 60


# --- errors block, warnings ask ---------------------------------------------------------------------------------------


def test_error_blocks_whoever_asks():
    article = world.make_article(body="")
    for acknowledged in ((), EVERY_WARNING):
        with pytest.raises(WorkflowRefused) as refusal:
            workflow.publish(article, by=None, acknowledged=acknowledged)
        assert not isinstance(refusal.value, WarningsToTick)


def test_warning_asks_for_a_tick_and_keeps_who_gave_it():
    editor, article = world.make_user("ada", "Editor"), world.make_article(standfirst="", headline_is_working=True)
    with pytest.raises(WarningsToTick) as refusal:
        workflow.publish(article, by=editor)
    assert [problem.id for problem in refusal.value.warnings] == ["headline.working", "standfirst.missing"]
    assert not Edition.objects.exists()
    assert not article.revisions.exists()
    keys = {problem.key for problem in refusal.value.warnings}
    edition = workflow.publish(article, by=editor, acknowledged=keys)
    ticks = CheckTick.objects.filter(revision=edition.revision)
    assert {(tick.check_id, tick.user) for tick in ticks} == {
        ("headline.working", editor),
        ("standfirst.missing", editor),
    }
    assert AuditEntry.objects.get(verb="publish").after["warnings"] == ["headline.working", "standfirst.missing"]


def test_every_warning_wants_its_own_tick():
    editor, article = world.make_user("ada", "Editor"), world.make_article(standfirst="", headline_is_working=True)
    with pytest.raises(WarningsToTick):
        workflow.publish(article, by=editor, acknowledged={("standfirst.missing", "There is no standfirst.")})
    assert not CheckTick.objects.exists()


def test_tick_holds_for_the_same_revision_and_for_no_later_one():
    editor, article = world.make_user("ada", "Editor"), world.make_article(standfirst="")
    key = ("standfirst.missing", "There is no standfirst.")
    workflow.publish(article, by=editor, acknowledged={key})
    workflow.publish(article, by=editor)
    article.headline = "Changed since"
    article.save()
    with pytest.raises(WarningsToTick):
        workflow.publish(article, by=editor)


def test_operator_at_the_command_line_lets_warnings_pass():
    edition = workflow.publish(world.make_article(standfirst=""), by=None)
    assert not CheckTick.objects.exists()
    entry = AuditEntry.objects.get(verb="publish")
    assert (entry.actor_name, entry.after["warnings"]) == ("command line", ["standfirst.missing"])
    assert edition.number == 1


def test_scheduling_asks_too():
    with pytest.raises(WarningsToTick):
        workflow.schedule(
            world.make_article(standfirst=""),
            by=world.make_user("ada", "Editor"),
            at=world.timezone.now() + world.timedelta(hours=1),
        )


def test_check_is_added_in_one_function(monkeypatch):
    monkeypatch.setattr(checks, "CHECKS", list(checks.CHECKS))

    @checks.register
    def mentions_the_mayor(article):
        if "mayor" in article.body:
            yield warning("mayor.asked", "The mayor is named.", "Was the mayor asked?")

    checks.register(mentions_the_mayor)
    assert found(body="<p>The mayor left.</p>") == ["mayor.asked"]
    assert found(body="<p>Nobody left.</p>") == []


def test_problem_says_message_and_hint():
    assert str(Problem("a", "It is so.", "Do this.")) == "It is so. Do this."
    assert messages(standfirst="")[0].startswith("There is no standfirst. Say in a sentence")


def test_long_message_and_its_kept_form_have_the_same_key():
    assert warning("long", "x" * 900).key == ("long", "x" * 400)
