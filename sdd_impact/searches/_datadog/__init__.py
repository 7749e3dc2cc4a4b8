"""Datadog's search of logs: its language, its monitors, and the documents of its API."""
