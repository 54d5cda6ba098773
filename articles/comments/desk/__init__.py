"""The moderators' desk: one queue of what needs eyes, verbs on one or many with undo, the reader's standing, reports."""
