"""What can be asked of the API, a file a noun: requests in, models out."""
