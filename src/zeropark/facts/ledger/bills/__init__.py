"""What it costs: takes usage and a tariff, gives lines that are exact to the fen."""
