"""Takes what a park would do and what it offers, gives what can be moved and who answers a call."""
