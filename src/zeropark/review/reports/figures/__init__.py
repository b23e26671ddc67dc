"""Pictures of a year: takes a YearPage, gives chart options, each with the table behind it."""
