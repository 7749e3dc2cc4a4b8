"""New Relic's query language (NRQL), and the resources and documents that hold it."""
