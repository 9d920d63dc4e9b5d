"""The named ways to sort models into categories."""
