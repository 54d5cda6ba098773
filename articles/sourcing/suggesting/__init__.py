"""The engine that suggests statements: who said what, in which words, by rules alone.

`suggest(paragraphs)` is the entry; everything else is how. The order of work: quotations are matched and masked
(`quotations`), paragraphs cut into words and sentences (`words`, `sentences`, `paragraphs`), cues found with what they
govern (`cue_table` is the table to edit, `cues` its look-up; `verbs`, `shared_subjects`, `passives`, `inversions`,
`closings`, `carriers`, `nominal`, `colons` are the readers; `subjects`, `modified`, `phrases`, `phrases_ahead`, `frames`,
`segments` what they read with), finds of a sentence fitted together (`spans`), sources split (`mentions`, `namings`,
`complements`, `proper_names`) and resolved (`entity`, `register`, `focus`, `speakers`), quotations without a cue joined
(`continuations`), and each suggestion given its kind and confidence (`kinds`, `tiers`). Annotation rules: those of the
corpus the tests measure with. Local, no model, no network, no database.

What it does not attempt stands in `LIMITS`.
"""

from articles.sourcing.suggesting.engine import suggest
from articles.sourcing.suggesting.suggestion import Suggestion

LIMITS = """\
English only: text in other languages is read without error, but its statements are not found.
No speaker without a cue: in interviews set as “Q:” and “A:”, and in “Vale: We lost.”, nobody is said to speak. Words
behind a colon that end a sentence about one person (“Mr Ash was blunt: …”) are the one exception.
Quoted paragraphs without a cue belong to the last speaker only when they follow directly.
Free indirect speech (“The bridge was doomed. Nothing could save it.”) is not attributed.
Statements inside statements are left to the outer speaker, save behind “according to”, “quoting” and “quoted as saying”.
Thoughts (believes, hopes) count only with quoted words; refusals to comment do not count, nor do apologies.
Passives without an agent (“was accused”, “is said to”, “reportedly”) have no source and are not suggested. Of two agents
(“called a mess by one and a triumph by the other”) only the first is found.
Figures put on things (“puts the cost at £4m”, “rated the home good”, “records 46 transfers”) are not read as statements.
“She rejects that”, where the content is only a pronoun, is no statement; “whose diary records that …” is not found.
Pronouns go to the last fitting speaker or subject; after a passive (“he was asked by police”) to its subject. Between two
people of one gender this may be wrong; such suggestions are marked “check” or “unsure”. “It” and “they” that mean
something unnamed before (“the university’s reply … it said”) get no speaker.
Names are judged by capitals and short lists: a surname alone, never given in full, may be a person or a firm. Gender is
known from given names, titles, roles and “Guo said his wife …”; else a pronoun of either gender may mean the person.
A role alone (“the minister”) is resolved when one person in the article is known to hold it or something alike, an
epithet (“the Spaniard”) when one person was just spoken of. “A hospital consultant” in a lead is not joined with the
consultant named in the next paragraph.
Two sources joined by “and” are one source under both names; “one of them”, “another” and “the other” stay unresolved.
“Her deputy” is named after its owner unless the name stands beside it, even when the deputy was named before.
A document is named by its own words (“a letter from the planners”), not by the body that issued it.
Text whose quotation marks were destroyed (mojibake) has to be repaired first; the importer does that.
"""

__all__ = ["LIMITS", "Suggestion", "suggest"]
