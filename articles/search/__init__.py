"""Finding editions by words, behind one small interface.

query         what a reader typed, as words, phrases and beginnings of words; any text will do
backend       the interface: what a back end of search can do
table         what both back ends do alike
sqlite        the back end on FTS5
postgresql    the back end on tsvector
index         keeping the index in step with editions, and asking it
rebuilding    making the index anew, piece by piece
snippets      the words around a hit, with the hit marked, safe to print
quotes        what was said, by words and by speaker
views         the search page
"""
