"""Official downloads -> what they say of each occupation, each file by the one importer that knows it."""
