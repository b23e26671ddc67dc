"""Every bus closes: takes measured flows, gives residuals by name and what is suspect."""
