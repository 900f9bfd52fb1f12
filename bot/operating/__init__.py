"""For whoever runs the product: whether it lives, whether it is ready, and what it has done, over HTTP."""
