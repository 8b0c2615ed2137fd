"""Find what it takes to move from one role to another."""
