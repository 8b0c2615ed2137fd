"""Find the role that suits somebody, by answers to questions."""
