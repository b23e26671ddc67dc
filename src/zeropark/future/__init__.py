"""What may come: physics so far; never touches the world."""
