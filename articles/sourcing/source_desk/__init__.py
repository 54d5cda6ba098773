"""The source desk: what editors do with sources as such, beside the stories.

duplicates     records that may be one and the same source
merging        two records become one, and nothing that pointed to either is lost
said           what a source said everywhere, and where it may contradict itself
reliance       how much a paper leans on few sources, by section
exporting      statements as CSV and JSON
fixing         a wrong statement: every place that uses it, decided on one by one
diversity      who is heard, counted from what sources say of themselves
removal        people who ask that their page be taken down
"""
