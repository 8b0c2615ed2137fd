"""Import what official downloads say of each occupation; each kind of file has one importer."""
