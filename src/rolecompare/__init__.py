"""Compare occupations side by side, with a source and a date for every value.

Read `models` first (what is known about a role), then `comparison` (what follows from it), `output` (how it is
written) and `cli` (how it is asked for). This module imports nothing, so that the program starts quickly.
"""

__version__ = "0.1.0"
