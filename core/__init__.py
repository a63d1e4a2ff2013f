"""What is true: the domain, without any I/O library."""
