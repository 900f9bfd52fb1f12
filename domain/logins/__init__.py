"""How a connection logs in. A login is a kind: each has its fields, its secrets and its exchange with the server."""
