"""Files that administrators send: taken, shown, and applied after a press."""
