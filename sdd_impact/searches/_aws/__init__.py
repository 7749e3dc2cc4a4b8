"""The query languages of CloudWatch Logs: filter patterns and Logs Insights."""
