"""The local store of imported data: one SQLite file."""
