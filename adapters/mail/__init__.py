"""E-mail: what is said unasked, handed to the operator's mail server."""
