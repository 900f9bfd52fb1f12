"""Runs: a press becomes one, it advances, its letters settle it, and what is told of it. Trying one, too."""
