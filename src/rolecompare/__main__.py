"""`python -m rolecompare`."""

from rolecompare.cli import app

app(prog_name="rolecompare")
