"""What the running product keeps, finds again, forgets and says of itself."""
