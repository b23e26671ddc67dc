"""What the API answers, a file a noun: keys end in units, null is missing."""
