"""OpenADR over HTTP: takes what a VEN wants of its VTN, gives objects, by a valid token."""
