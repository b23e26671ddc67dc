"""What meters said: takes raw rows, gives aligned amounts, always keeps what it rejects."""
