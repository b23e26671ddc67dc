"""Raw rows become readings: takes a table and a map, gives readings, rejected rows, findings."""
