"""Where CO2 comes from: takes flows, gives the lines of one kind of activity."""
