"""Answers of the service, one module a family of questions: values of the base in, JSON objects out."""
