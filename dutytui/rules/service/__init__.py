"""Cases of the service desk: entries that are followed until the customer has been told."""
