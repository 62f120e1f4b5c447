"""A letter as it leaves: what its channels can carry."""
