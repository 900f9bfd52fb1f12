"""Obstacles: what holds staff up and only an administrator can mend, told to administrators once for each cause."""
