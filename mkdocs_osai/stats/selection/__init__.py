"""Which models a call is about."""
