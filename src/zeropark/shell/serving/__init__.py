"""Parks kept open for many askers: takes folders, gives answers, each made once a state."""
