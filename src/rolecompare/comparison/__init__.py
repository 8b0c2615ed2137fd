"""Compare roles by pure functions that turn roles into rows."""
