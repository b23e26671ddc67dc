"""Other machines over HTTP: takes requests, gives answers, within bounds of time and size."""
