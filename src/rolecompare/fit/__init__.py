"""Which role suits somebody, by answers to questions."""
