"""Closing on the stores: takes a stretch or what has come since, gives flows kept in the books."""
