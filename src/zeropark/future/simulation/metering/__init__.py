"""What meters would say: takes true flows, gives readings with the flaws that meters have."""
