"""The park document and its model: takes YAML, gives a ParkDocument or every finding at once."""
