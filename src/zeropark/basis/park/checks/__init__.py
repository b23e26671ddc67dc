"""What must hold within a park document, a file a topic: each takes a park, yields faults."""
