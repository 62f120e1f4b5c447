"""The checks of an action, one a file: each takes a Subject and yields findings."""
