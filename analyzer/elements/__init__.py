"""Coverage of cases by the elements of offences: act, means, purpose, and what else a definition turns on."""
