"""Answers as text: `formats` lists the formats and renders any answer in one of them."""
