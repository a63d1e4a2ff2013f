"""Forecasts that admit what they do not know: ranges, how they were kept, and which model may make them."""
