"""The read-only interface for programs, at /api/v1/: what readers see, as JSON. In plain Django.

Ten read-only addresses need no framework: django-filter reads the parameters, a decorator does what all have in common,
and the description in OpenAPI is made of the same declarations, so it cannot say anything else than the code does.

endpoints   what all addresses have in common: parameters, errors, pages, who may ask from where
problems    errors as application/problem+json (RFC 9457)
paging      pages by key, with the address of the next one
filters     the parameters of each list
shapes      what is said of an article, a statement, a comment …
schemas     the same, as JSON Schema
articles, subjects, statements, responses   the addresses
ninjs       an article as IPTC ninjs 3.1
openapi     the description of it all
oembed      a story or a statement as a card on other people's pages
"""
