"""One verb a file: takes ports and arguments, gives a result a person can read."""
