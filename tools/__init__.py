"""Scripts for the maintainers of the bundled dataset."""
