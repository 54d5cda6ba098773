"""The desk's part of the admin: mixins of the article's admin, composed in `articles/admin.py`. A module a subject."""
