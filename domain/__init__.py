"""What the product is: accounts, connections, routes, records, formulas, scenarios, deliveries, and the use cases."""
