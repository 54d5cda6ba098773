"""The engine that suggests statements: who said what, in which words, by rules alone.

`suggest(paragraphs)` is the entry; everything else is how. The order of work: quotations are matched and masked
(`quotations`), paragraphs cut into words and sentences (`words`, `sentences`, `paragraphs`), cues found with what they
govern (`cues` is the table to edit; `verbs`, `inversions`, `closings`, `carriers`, `nominal` are the readers; `subjects`,
`phrases`, `frames`, `segments` what they read with), finds of a sentence fitted together (`spans`), sources split
(`mentions`, `namings`, `proper_names`) and resolved (`register`, `focus`, `speakers`), quotations without a cue joined
(`continuations`), and each suggestion given its kind and confidence (`kinds`, `tiers`). Annotation rules: those of the
corpus the tests measure with. Local, no model, no network, no database.
"""

from articles.sourcing.suggesting.engine import suggest
from articles.sourcing.suggesting.suggestion import Suggestion

LIMITS = """\
English only: text in other languages is read without error, but its statements are not found.
No speaker without a cue: in interviews set as “Q:” and “A:”, and in “Vale: We lost.”, nobody is said to speak.
Quoted paragraphs without a cue belong to the last speaker only when they follow directly.
Free indirect speech (“The bridge was doomed. Nothing could save it.”) is not attributed.
Statements inside statements are left to the outer speaker, save behind “according to”, “quoting” and “quoted as saying”.
Thoughts (believes, hopes) count only with quoted words; refusals to comment do not count.
Passives without an agent (“was accused”, “reportedly”) have no source and are not suggested.
Pronouns go to the last fitting speaker or subject. Between two people of one gender in one sentence this may be wrong;
such suggestions are marked “check” or “unsure”, never “high”.
Names are judged by capitals and short lists: a surname alone, never given in full, may be a person or a firm.
A role alone (“the minister”) is resolved only when one person in the article is known to hold it.
Two sources joined by “and” are one source under both names.
Text whose quotation marks were destroyed (mojibake) has to be repaired first; the importer does that.
"""

__all__ = ["LIMITS", "Suggestion", "suggest"]
