"""Pictures of a year: takes results, gives chart options, each with the table behind it."""
