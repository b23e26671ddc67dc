"""Takes what a resource drew before, gives what it would have drawn without a call."""
