"""Alerts: what somebody wants to be told, when it happens, how often; judged on every price, told once."""
