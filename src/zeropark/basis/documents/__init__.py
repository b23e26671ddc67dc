"""What people write: takes YAML text, gives plain data with the line of everything in it."""
