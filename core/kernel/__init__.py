"""Words shared by every room of the house; imports nothing of ours."""
