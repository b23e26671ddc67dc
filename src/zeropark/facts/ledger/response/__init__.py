"""Takes calls on a park and what its meters said, gives what was delivered and what is paid."""
