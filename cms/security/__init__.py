"""What keeps readers and staff safe: content policy, headers, sign-in."""
