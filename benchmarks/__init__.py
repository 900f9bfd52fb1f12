"""Benchmarks: figures with the command that makes them, `make bench`; never in a test's assertion."""
