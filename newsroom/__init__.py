"""Wiring only: settings, addresses, servers, headers, health. Nothing here knows what an article is."""
