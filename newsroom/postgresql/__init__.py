"""Django's PostgreSQL backend with an end to patience: a database that hangs is one that is down."""
