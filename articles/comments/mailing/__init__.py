"""Mail to readers about comments: answers to theirs, each or once a day, ended with one click."""
