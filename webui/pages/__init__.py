"""The pages, one blueprint for each family."""
