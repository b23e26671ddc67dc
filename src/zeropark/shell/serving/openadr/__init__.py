"""A park's own VTN: takes what clients send, gives what they may see, always by their scopes."""
