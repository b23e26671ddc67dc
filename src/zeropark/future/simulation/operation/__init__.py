"""The park is run by rules: takes weather and devices, gives flows that balance."""
