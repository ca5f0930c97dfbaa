"""Reports: an answer of the service, laid out once as a document and printed in the format asked for."""
