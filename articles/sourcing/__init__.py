"""Who said it, how we know, and who may know: sources, their roles and their statements."""
