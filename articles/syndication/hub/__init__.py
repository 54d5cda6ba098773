"""News to a WebSub hub (WEBSUB_HUB), so that subscribers have a story at once instead of when they next ask.

noting   which feeds have news when an edition goes live or ends
telling  the hub is told, by the tick: each feed by itself, again later when it fails, never in anybody's way
asking   the one request that this makes, bounded in time and in where it goes
"""
