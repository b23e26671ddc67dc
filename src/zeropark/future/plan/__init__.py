"""What we should build and run: takes a park, its conditions and rules, gives plans with proofs."""
