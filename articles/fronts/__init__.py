"""The front page: slots the desk composes, fronts it launches, the breaking banner."""
