"""Django's SQLite backend over the soundest SQLite library there is. Use it as ENGINE = "newsroom.sqlite"."""
