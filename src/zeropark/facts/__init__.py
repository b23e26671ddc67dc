"""What happened: takes readings, gives flows and carbon; never imports the future."""
