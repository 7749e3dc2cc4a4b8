"""Elasticsearch's and OpenSearch's ways to ask for lines: KQL, Lucene's query strings, the query DSL, and the documents that hold them."""
