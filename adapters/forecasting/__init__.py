"""Who computes forecasts: a process of its own, so that the service never imports what learning needs."""
