"""The configuration as a whole: one file of connections, routes, templates and scenarios, checked and applied."""
