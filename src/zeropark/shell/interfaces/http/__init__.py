"""What the API and the console share of HTTP: status codes of our errors, ETags, who may write."""
