"""Finding editions by words, behind one small interface.

query         what a reader typed, as words, phrases and beginnings of words; any text will do
words         words as the index knows them: folded, and the stem of their own language
matching      a query as what the index is asked
backend       the interface: what a back end of search can do
table         what both back ends do alike
sqlite        the back end on FTS5
postgresql    the back end on tsvector and trigrams
vectors       what that one is told and asked, as text
index         keeping the index in step with editions, and asking it
upkeep        what tells the index of changes
rebuilding    making the index anew, piece by piece
spelling      a search that finds nothing, read as what was meant
facets        what results can be narrowed to, counted
snippets      the words around a hit, with the hit marked, safe to print
stories       a page of stories found, or help
quotes        what was said, by words and by speaker
speakers      who is meant by a name, also with a letter wrong
views         the search page
"""
