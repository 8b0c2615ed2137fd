"""The search for roles by the words that somebody uses for them."""
