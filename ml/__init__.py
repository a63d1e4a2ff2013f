"""What to expect: forecasts by learning. The only place that imports torch; synchronous, no database.

Here will live features and windows, networks, loss, training, calibration, the shelf of models on disk, and the
forecaster that keeps core's port.
"""
