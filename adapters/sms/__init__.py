"""SMS: what is said unasked as a text message, by way of a provider that the operator has an account with."""
