"""What is needed from outside: one small Protocol a file."""
