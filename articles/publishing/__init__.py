"""What an article is and when the public may see it: the working copy, its revisions and its editions."""
