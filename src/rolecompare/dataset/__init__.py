"""Reading, checking and combining datasets, and finding roles in them."""
