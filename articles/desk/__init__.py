"""What surrounds a story while people work on it: autosave, presence, notes, notices, previews, the clockwork."""
