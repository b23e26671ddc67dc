"""One file a kind of device: its equations, as expressions of columns; no kind knows another."""
