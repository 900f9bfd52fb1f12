"""What the card of a record shows."""
