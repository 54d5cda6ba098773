"""The register of names in one article: who "Mr Peskov", "the mayor", "KCNA" and "Moscow" are."""

from __future__ import annotations

import re
from collections import Counter

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.entity import GENDERED, IN_FULL, Entity, is_former
from articles.sourcing.suggesting.given_names import gender_of, is_given_name
from articles.sourcing.suggesting.mention import Mention
from articles.sourcing.suggesting.names import capital_runs, long_form, looks_like_person, name_parts, without_titles
from articles.sourcing.suggesting.places import CAPITALS, COUNTRIES, OTHER_PLACES
from articles.sourcing.suggesting.shapes import is_role
from articles.sourcing.suggesting.words import Token

BRACKETED = re.compile(
    r"((?:[A-Z][\w’'&-]*|of|for|and|the|on|de|la)(?: (?:[A-Z][\w’'&-]*|of|for|and|the|on|in|de|la)){1,9}) \(([A-Z][A-Za-z&.-]{1,9})\)"
)
# `Nora Vale, 42,` and `Mel Martinez (R-Fla.)` are people, whatever their names.
DESCRIBED = re.compile(
    r"((?:[A-Z][\w’'-]+ )(?:[A-Z]\.? )?(?:(?:de|del|da|di|van|von|bin|al|el|la|le) ){0,2}[A-Z][\w’'-]+)(?:, (?:aged )?\d\d(?=[,.;])| \((?:[RDIL]|Lab|Con|SNP|\d\d)\b)"
)


# What a second mention may call the holder of an office.
ALIKE = {
    "minister": frozenset({"secretary"}),
    "boss": frozenset({"manager", "coach", "executive"}),
    "manager": frozenset({"coach", "boss"}),
    "lawyer": frozenset({"attorney", "solicitor", "barrister", "counsel"}),
    "lawmaker": frozenset({"senator", "congressman", "congresswoman", "representative", "mp"}),
    "politician": frozenset({"senator", "mp", "councillor"}),
    "detective": frozenset({"inspector", "superintendent"}),
    "officer": frozenset({"constable", "sergeant", "inspector"}),
    "academic": frozenset({"professor", "lecturer"}),
}


class Register:
    """Names of one article. Filled from every mention first, asked afterwards."""

    def __init__(self) -> None:
        self.people: list[Entity] = []
        self.by_part: dict[str, list[Entity]] = {}
        self.runs: dict[str, set[str]] = {}
        self.titled: list[tuple[str, str]] = []
        self.others: dict[str, Entity] = {}
        self.acronyms: dict[str, str] = {}
        self.printed_countries: Counter[str] = Counter()
        self.country_forms: dict[str, str] = {}

    # ------------------------------------------------------------------ filling

    def read_paragraph(self, text: str, row: list[Token]) -> None:
        """Note acronyms, countries and names of people in one paragraph."""
        for match in BRACKETED.finditer(text):
            short = match[2].replace(".", "")
            long = long_form(match[1], short) if len(short) > 1 else None
            if long:
                self.acronyms[short.lower()] = long
        for match in DESCRIBED.finditer(text):
            if not any(
                part in words.ORGANISATION_NAMES or part in OTHER_PLACES or part in COUNTRIES
                for part in name_parts(match[1])
            ):
                self.add_person(match[1])
        once = {
            row[n].start for at, t in enumerate(row) if is_former(t.lower) for n in range(at, min(at + 5, len(row)))
        }
        for run, before, behind in capital_runs(row):
            self._read_run(run, before, behind, former=run[0].start in once)

    def _read_run(self, run: list[Token], before: Token | None, behind: Token | None, *, former: bool) -> None:
        """Note what a row of capitals says: a country, a surname's gender, a person."""
        self._note_country(" ".join(t.text for t in run))
        if len(run) > 1 and run[0].lower in GENDERED:
            self.titled.append((run[-1].lower, GENDERED[run[0].lower]))
        if 1 < len(run) < 6:
            whole = " ".join(t.text for t in run if t.kind != "quote")
            for key in {run[-1].lower, run[0].lower}:
                self.runs.setdefault(key, set()).add(whole)
        if len(run) > 1 and looks_like_person(run, before, behind):
            person = self.add_person(" ".join(t.text for t in run if t.kind != "quote"))
            if person is not None and before is not None and is_role(before.lower) and not former:
                person.titles.add(before.lower)

    def apply_titles(self) -> None:
        """Let "Ms Haddad" say who Amira Haddad is to a pronoun, when only one person has the name."""
        for surname, gender in self.titled:
            holders = [e for e in self.by_part.get(surname, []) if e.parts[-1] == surname]
            if len(holders) == 1 and holders[0].gender is None:
                holders[0].gender = gender

    def learn_gender(self, mention: Mention | None, reported: list[Token]) -> None:
        """Let `Guo said his wife …` and `Lumenar said it …` tell what Guo and Lumenar are to a pronoun."""
        low = next((token.lower for token in reported if token.lower != "that"), "")
        if mention is None or not mention.name or mention.kind != "person" or mention.owner:
            return
        person = self.person_named(name_parts(mention.name)) if low in ("he", "his", "she", "it", "its") else None
        if person is None or person.gender is not None:
            return
        if low in ("he", "his", "she"):
            person.gender = "f" if low == "she" else "m"
        elif not person.is_titled and not mention.honorific:
            person.kind = "organisation"

    def _note_country(self, printed: str) -> None:
        country = COUNTRIES.get(printed.lower())
        if country:
            self.country_forms.setdefault(country, printed)

    def add_mention(self, mention: Mention) -> None:
        if mention.kind != "person" or not mention.name:
            return
        name = self._fullest(mention.name, titled=mention.honorific is not None)
        entity = self.add_person(name)
        if entity is None:
            return
        entity.gender = entity.gender or mention.gender
        for word in f"{mention.honorific or ''} {mention.role or ''}".lower().replace(".", "").split():
            if word in IN_FULL:
                entity.titles.add(IN_FULL[word])
        if mention.role:
            for role in mention.role.split("; "):
                if role not in entity.roles:
                    entity.roles.append(role)
        entity.affiliation = entity.affiliation or mention.affiliation

    def _fullest(self, name: str, *, titled: bool) -> str:
        """For a surname that nobody is known by, the one longer run of capitals that ends with it."""
        parts = name_parts(name)
        if len(parts) != 1 or self.by_part.get(parts[0]):
            return name
        longer = {
            run for run in self.runs.get(parts[0], ())
            if (name_parts(run)[-1] == parts[0] or is_given_name(parts[0]))
            and not any(part in words.ORGANISATION_NAMES or part in COUNTRIES or part in OTHER_PLACES for part in name_parts(without_titles(run)))
        }  # fmt: skip
        if titled and all(
            len(without_titles(run).split()) == 1 for run in longer
        ):  # “Ms Ma” is Ma Xiaoyan: a family name may stand first.
            longer = {run for run in self.runs.get(parts[0], ()) if len(run.split()) == 2 and run.split()[0].isalpha()}
        bare = {without_titles(run) for run in longer if len(without_titles(run).split()) > 1}
        return bare.pop() if len(bare) == 1 else name

    def add_person(self, name: str) -> Entity | None:
        name = without_titles(name)
        parts = name_parts(name)
        if not parts:
            return None
        known = self.person_named(parts)
        if known is not None:
            if len(parts) > len(known.parts) and known.parts[-1] == parts[-1]:
                self._rename(known, name, parts)
            return known
        entity = Entity(name, "person", gender_of(parts[0]), parts=parts)
        self.people.append(entity)
        self._index(entity)
        return entity

    def _rename(self, entity: Entity, name: str, parts: list[str]) -> None:
        entity.name, entity.parts = name, parts
        entity.gender = entity.gender or gender_of(parts[0])
        self._index(entity)

    def _index(self, entity: Entity) -> None:
        for part in entity.parts:
            holders = self.by_part.setdefault(part, [])
            if entity not in holders:
                holders.append(entity)

    # ------------------------------------------------------------------ asking

    def person_named(self, parts: list[str], gender: str | None = None) -> Entity | None:
        """Find a person by full name, surname, or a given name nobody else has."""
        holders = self.by_part.get(parts[-1], [])
        if len(parts) > 1:
            full = [
                e
                for e in holders
                if e.parts[-1] == parts[-1]
                and (
                    e.parts[0] == parts[0]
                    or len(e.parts) == 1
                    or parts[0][0] == e.parts[0]
                    or e.parts[0][0] == parts[0]
                )
            ]
            if full:
                return full[0]
            joined = [e for e in holders if e.parts[-1] == parts[-1] and set(parts) <= set(e.parts)]
            return joined[0] if joined else None
        fits = [e for e in holders if gender is None or e.gender in (None, gender)] or holders
        surnames = [e for e in fits if e.parts[-1] == parts[0]]
        if len(surnames) == 1:
            return surnames[0]
        if surnames:
            return next((e for e in surnames if len(e.parts) == 1), None)
        given = [e for e in fits if e.parts[0] == parts[0]]
        return given[0] if len(given) == 1 else None

    def people_with_role(self, mention: Mention, *, alike: bool = False) -> list[Entity]:
        """People of whom the article says what a mention by role alone says (`the mayor`), or something `alike`."""
        wanted = ALIKE.get(mention.head, frozenset()) if alike else {mention.head}
        others = {t.lower for t in mention.tokens if t.is_capitalised} - words.DETERMINERS - wanted
        fits = []
        for person in self.people:
            roles = [role for role in person.roles if is_former(role) == is_former(mention.text)]
            said = [
                *person.titles,
                *" ".join(roles).lower().split(),
                *(person.affiliation or "").lower().split(),
            ]
            if wanted & {w.strip(",;") for w in said} and (
                mention.gender is None or person.gender in (None, mention.gender)
            ):
                fits.append((len(others & set(said)), person))
        best = max((score for score, _ in fits), default=0)
        return [person for score, person in fits if score == best]

    def other(self, name: str, kind: str, *, plural: bool = False) -> Entity:
        """The entity for an organisation, group, document or unnamed source, one for each name."""
        known = self.others.get(name.lower())
        if known is None:
            known = self.others[name.lower()] = Entity(name, kind, plural=plural)
        return known

    def country(self, name: str) -> str | None:
        """The name under which a country or the capital that stands for it goes in this article."""
        low = name.lower()
        country = COUNTRIES.get(low) or CAPITALS.get(low)
        if country is None:
            return None
        return self.country_forms.get(country, country)

    def organisation(self, name: str) -> str:
        """The full form of a short one: an acronym in brackets, or the first word of a known name."""
        low = name.lower().replace(".", "")
        if low in self.acronyms:
            return self.acronyms[low]
        if len(name.split()) == 1:
            longer = [
                e.name
                for e in self.others.values()
                if e.kind == "organisation" and e.name.lower().startswith(low + " ")
            ]
            if len(longer) == 1:
                return longer[0]
        return name
