"""The demonstration: everything on loopback, and the recipe's test played once."""
