"""What readers can do with what is theirs: see it, change it, take it back, have it in a file, have it erased."""
