"""“There is an error in this sentence”: a reader marks words of a story, an editor has a task, the reader hears of it."""
