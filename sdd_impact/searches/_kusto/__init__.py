"""Kusto (KQL of Azure Monitor, Application Insights, Sentinel), as far as it chooses log lines by what they say."""
