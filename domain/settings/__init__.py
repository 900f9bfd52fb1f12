"""What people and administrators set in the chat."""
