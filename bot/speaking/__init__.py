"""Speaking: facts into replies."""
