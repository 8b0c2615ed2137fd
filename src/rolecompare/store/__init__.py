"""The local store: what was imported, in one SQLite file that is written completely or not at all."""
