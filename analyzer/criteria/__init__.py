"""Criteria: what treaties and guidance demand of national law, and how it stands to each demand on a day."""
