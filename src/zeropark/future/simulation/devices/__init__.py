"""One file a kind of device: takes a device and its surroundings, gives its role in the park."""
