"""The commands, one file each. `rolecompare.cli.app` lists them."""
