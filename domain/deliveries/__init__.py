"""Deliveries: letters on their way, each recipient's outcome, attempts, and what is tried again."""
