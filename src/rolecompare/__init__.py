"""rolecompare: what the difference between occupations is, every cell cited and dated.

Reading order: `models` (what is known), `comparison` (what follows from it), `render` (how it is written down), `cli`
(how it is asked for). The front door imports nothing heavy.
"""

__version__ = "0.1.0"
