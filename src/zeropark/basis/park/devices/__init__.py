"""One file a kind of device: its ports, sizes and limits; no kind knows another."""
