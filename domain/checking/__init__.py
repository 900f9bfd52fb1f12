"""Checking connections: by steps, with what to do about the one that failed, and a test letter."""
