"""Files that administrators send, and the configuration as a file."""
