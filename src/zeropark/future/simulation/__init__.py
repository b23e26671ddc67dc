"""The park as physics: takes a park and a seed, gives a history marked as generated."""
