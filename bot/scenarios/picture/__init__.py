"""A scenario, or what a run has done of it, as a picture: boxes below each other, those inside others within them."""
