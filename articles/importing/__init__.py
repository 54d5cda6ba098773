"""A document in, an article with its publisher, comments and original bytes out."""
