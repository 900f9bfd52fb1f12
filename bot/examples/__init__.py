"""Ready examples: complete configurations of what people build, each a file that can be applied as it stands."""
