"""The comparison of roles: pure functions from roles to rows."""
