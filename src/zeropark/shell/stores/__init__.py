"""Where bytes rest: adapters of the store ports."""
