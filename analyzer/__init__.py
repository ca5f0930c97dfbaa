"""Selaras: a legal knowledge base and policy gap analyzer on trafficking in persons in Indonesia."""

__version__ = "0.1.0"
