"""What administrators configure of mail: connections and routes, and the ports to what is kept of them."""
