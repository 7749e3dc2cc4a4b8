"""Google Cloud Logging: its query language, and the resources and documents that hold queries."""
