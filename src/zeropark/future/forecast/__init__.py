"""What may come: takes what was known at an instant, gives quantiles; never looks ahead."""
