"""Ways to forecast that are always there: takes what was known, gives quantiles, trains nothing."""
