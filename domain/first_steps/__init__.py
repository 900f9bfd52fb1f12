"""What an installation still lacks: for whoever sets it up, and for whoever begins to write."""
