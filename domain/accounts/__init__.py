"""The directory: accounts, their search words and their import from files."""
