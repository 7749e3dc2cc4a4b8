"""Sigma: the selections of a rule, and the condition that joins them."""
