"""The pages, one a file: a sentence to find it by, and a view that gives what is shown."""
