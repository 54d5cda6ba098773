"""What the desk says among itself about every story and source of the canaries' world; none of it is for readers."""

from __future__ import annotations

from datetime import date

from articles.models import (
    AnonymityConsent,
    Approval,
    Article,
    Autosave,
    Ban,
    CheckTick,
    Comment,
    ErrorReport,
    Evidence,
    FixItem,
    ListedWord,
    Milestone,
    Note,
    Notice,
    ReaderWarning,
    RemovalRequest,
    Report,
    SelfDescription,
    Source,
    SourceAddress,
    SourceIdentity,
    StatementFix,
    StatementOfReasons,
    SweepStep,
    VerifiedSource,
)


def desk_talk(canaries, desk) -> None:
    """Notes, autosaves, names of versions, approvals, notices; of sources the evidence, requests and sealed names."""
    for article in Article.objects.all():
        of_the_story(canaries, article, desk)
    for source in Source.objects.all():
        of_the_source(canaries, source, desk)
    of_the_moderators(canaries, desk)


def of_the_story(canaries, article: Article, desk) -> None:
    place = "at the desk"

    def make(model, **given):
        return model.objects.create(**canaries.texts(model, place, **given))

    note = make(Note, article=article, author=desk)
    make(Note, article=article, author=desk, parent=note, quote="")
    make(
        Autosave,
        article=article,
        user=desk,
        base_version=1,
        page="",
        fields={"headline": canaries.word(f"{place}: autosave.fields")},
    )
    make(Notice, article=article, user=desk)
    make(SweepStep, article=article, user=desk)
    if revision := article.revisions.order_by("-number").first():
        make(Milestone, revision=revision, user=desk)
        make(Approval, revision=revision, user=desk)
        make(CheckTick, revision=revision, user=desk)
    for statement in article.statements.all():
        make(Evidence, statement=statement, added_by=desk)
        fix = make(StatementFix, statement=statement, opened_by=desk)
        make(FixItem, fix=fix, article=article)
    make(ErrorReport, article=article, email="", key=f"{article.pk}")
    if speaker := Source.objects.filter(statements__article=article).first():
        make(AnonymityConsent, article=article, source=speaker, user=desk)


def of_the_moderators(canaries, desk) -> None:
    def make(model, **given):
        return model.objects.create(**canaries.texts(model, "at the moderators' desk", **given))

    make(ListedWord, language="")
    make(Ban, by=desk)
    make(ReaderWarning, by=desk)
    for comment in Comment.objects.all():
        report = make(Report, comment=comment, why="other", email="")
        make(StatementOfReasons, comment=comment, report=report, email="", measure="removed", ground="terms")


def of_the_source(canaries, source: Source, desk) -> None:
    def make(model, **given):
        return model.objects.create(**canaries.texts(model, "of a source", **{"source": source, **given}))

    make(RemovalRequest, answer="")
    make(SelfDescription, question="region", consent_on=date(2026, 1, 2), recorded_by=desk)
    make(SourceIdentity, sealed_by=desk)
    make(VerifiedSource, email="", by=desk)
    if source.slug in canaries.secret:
        make(SourceAddress)
