"""How the world comes in: the only part that reads files, keeps stores and talks to people."""
