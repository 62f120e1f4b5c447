"""Screens of the admin that are ours: the directory, the listing of actions, the acts."""
