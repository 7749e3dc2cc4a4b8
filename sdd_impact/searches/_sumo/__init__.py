"""Sumo Logic's search language, and the resources and documents that hold it."""
