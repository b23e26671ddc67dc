"""The HTTP side of a park's own VTN: takes OpenADR requests, gives objects or problems."""
