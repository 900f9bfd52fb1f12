"""A burst of letters, ours and others', to the same servers in the same run: ratios are what counts."""
