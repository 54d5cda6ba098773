"""What readers say and what happens to it: posting, moderation, the queue."""
