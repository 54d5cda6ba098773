"""English, as newspapers of the house write it."""
