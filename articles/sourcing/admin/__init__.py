"""Sourcing at the desk: a module for each kind of record. Joined and registered in `articles/admin.py`."""
