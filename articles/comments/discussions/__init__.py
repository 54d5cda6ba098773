"""The conversation under one story as a whole: when it takes comments, and how many it has."""
