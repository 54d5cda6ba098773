"""The engine that suggests statements: who said what, in which words, by rules alone.

`suggest(paragraphs)` is the entry; everything else is how. The order of work: quotations are matched and masked
(`quotations`), paragraphs cut into words and sentences (`words`, `sentences`, `paragraphs`), cues found with what they
govern (`cue_table` is the table to edit, `cues` its look-up; `verbs`, `shared_subjects`, `passives`, `inversions`,
`closings`, `carriers`, `nominal`, `colons` are the readers; `subjects`, `modified`, `phrases`, `phrases_ahead`, `frames`,
`segments`, `voiced`, `auxiliaries` what they read with), finds of a sentence fitted together (`spans`), sources split
(`mentions`, `namings`, `complements`, `proper_names`, `pairs`) and resolved (`entity`, `register`, `appositions`,
`relations`, `leads`, `focus`, `role_holders`, `speakers`), quotations without a cue joined (`continuations`), and each suggestion given its kind and confidence (`kinds`, `tiers`). Annotation rules: those of the
corpus the tests measure with. Local, no model, no network, no database.

What it does not attempt stands in `LIMITS`.
"""

from articles.sourcing.suggesting.engine import suggest
from articles.sourcing.suggesting.suggestion import Suggestion

LIMITS = """\
English only: text in other languages is read without error, but its statements are not found.
No speaker without a cue: in interviews set as “Q:” and “A:”, and in “Vale: We lost.”, nobody is said to speak. Words
behind a colon that end a sentence about one person (“Mr Ash was blunt: …”) and words behind one that only tells what a
person did (“Mr Ash shook his head. “Never.””) are the exceptions.
Quoted paragraphs without a cue belong to the last speaker only when they follow directly.
Free indirect speech (“The bridge was doomed. Nothing could save it.”) is not attributed.
Statements inside statements are left to the outer speaker, save behind “according to”, “quoting” and “quoted as saying”.
Thoughts (believes, hopes) count only with quoted words; refusals to comment do not count, nor do apologies.
Passives without an agent (“was accused”, “is said to”, “reportedly”) have no source and are not suggested. Of two agents
(“called a mess by one and a triumph by the other”) only the first is found.
Findings without a verb or a figure (“a map showed the flames near the town”, “records 46 transfers”, “rated the home
good” without quotation marks) are not read as statements; nor are thanks, or a document that quotes another (“the
complaint quotes a message in which …”). “She rejects that”, where the content is only a pronoun, is no statement.
A second verb that a document shares behind a reported clause (“states that … and asks for receipts”) is not found, nor
one inside “after they found residents “in wet clothes””, which goes to the speaker of the main clause.
Pronouns go to the last fitting speaker or subject; after a passive (“he was asked by police”) to its subject. Between two
people of one gender this may be wrong; such suggestions are marked “check” or “unsure”. When several sentences passed and
as much was told of another, they get no speaker. “It” and “they” that mean something unnamed before, and “they” of one
person, get none either.
Names are judged by capitals and short lists: a surname alone, never given in full, may be a person or a firm. Gender is
known from given names, titles, roles and “Guo said his wife …”; else a pronoun of either gender may mean the person.
A role alone (“the minister”) is resolved when one person in the article is known to hold it or something alike, an
epithet (“the Spaniard”) when one person was just spoken of. A lead’s “a union leader” is the person named in the next
two paragraphs only when described alike there; what the description means (“she founded the firm”) is a short table.
Two sources joined by “and” are one source under both names; “one of them”, “another” and “the other” stay unresolved.
“Her deputy” is the one deputy whom the article names beside “her”; with two of them it is named after its owner.
A document is named by its own words (“a letter from the planners”), not by the body that issued it.
Text whose quotation marks were destroyed (mojibake) has to be repaired first; the importer does that.
"""

__all__ = ["LIMITS", "Suggestion", "suggest"]
