"""Pages: each is drawn from rows for the person who asks, whenever and wherever its button is pressed."""
