"""The demo newsroom: a small paper for an invented port city, from the texts in `fixtures/demo/`."""
