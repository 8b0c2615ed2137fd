"""The records of a dataset."""
