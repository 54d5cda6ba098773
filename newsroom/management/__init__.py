"""Commands that only the wiring can give."""
