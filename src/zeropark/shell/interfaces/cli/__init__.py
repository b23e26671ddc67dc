"""The command line: parses, calls one use case, prints, picks the exit code."""
