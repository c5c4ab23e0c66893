"""Finding one's way: what is here, in which language it is said, what is kept of people and how it is deleted."""
