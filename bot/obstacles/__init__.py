"""What holds staff up: the button that tells administrators, and what they are told."""
