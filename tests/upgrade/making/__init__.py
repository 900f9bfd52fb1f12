"""How a database of a release is made: see `__main__.py`."""
