"""Passive cues that name their agent: `was described by police as`, `was told by officials that`."""

from __future__ import annotations

from articles.sourcing.suggesting.closings import Closings
from articles.sourcing.suggesting.cues import Cue
from articles.sourcing.suggesting.findings import Find, apposition_after, read_mention
from articles.sourcing.suggesting.inversions import Inversions
from articles.sourcing.suggesting.phrases_ahead import phrase_end
from articles.sourcing.suggesting.subject import Subject

# With these the agent says something to the subject: what it is must follow the agent.
TOLD_PARTICIPLES = frozenset("tell ask warn urge advise inform order assure remind instruct accuse caution".split())
SAYS = frozenset("that to not whether if how why what where when who of".split())
AGENT_PARTICIPLES = frozenset(
    "describe characterise characterize condemn criticise criticize denounce praise hail dismiss call dub brand reject blame accuse depict portray".split()
)


class Passives(Inversions, Closings):
    """Reads a sentence for passives."""

    def _passive(self, at: int, cue: Cue, subject: Subject) -> Find | None:
        """Only a passive that names its agent has a source: `condemned by the union`."""
        row, agent = self.row, self._agent(at, cue)
        if agent is None:
            return None
        end = phrase_end(row, agent)
        behind = apposition_after(row, end)
        mention = read_mention(self.text, row, (agent, end), (end + 1, behind) if behind > end else None)
        if end <= agent or mention.kind in ("thing", "pronoun"):
            return None
        start = subject.start if subject.link in ("subject", "relative") else 0
        if subject.apposition and cue.lemma in TOLD_PARTICIPLES:
            start = subject.left  # Whoever is asked need not be in the stretch, with all that is told of him.
        content = (start, end)
        if cue.lemma in TOLD_PARTICIPLES:
            opens = behind + 1 if behind < len(row) and row[behind].text == "," else behind
            if opens + 1 >= len(row) or not (row[opens].lower in SAYS or row[opens].kind == "quote"):
                return None
            return self._made(at, cue, "passive-by", start, len(row), (opens, len(row)), mention, (agent, end))
        last = max(behind, self._stop_after(behind if behind > end else end - 1))
        last = next((n for n in range(end, last - 1) if row[n].lower == "and" and row[n + 1].lower == "by"), last)
        return self._made(at, cue, "passive-by", start, last, content, mention, (agent, end))

    def _agent(self, at: int, cue: Cue) -> int | None:
        """The index behind "by", when it follows the participle closely enough to be its own."""
        row = self.row
        if cue.lemma not in AGENT_PARTICIPLES | TOLD_PARTICIPLES | {"put down to"}:
            return None
        by = next((n for n in range(at + 1, min(len(row), at + 9)) if row[n].lower == "by"), None)
        if by is None or by + 1 >= len(row) or any(t.text == "," for t in row[at:by]):
            return None
        if cue.lemma in TOLD_PARTICIPLES and by > at + 4:
            return None
        return by + 1 if self._may_open_source(by + 1) else None
