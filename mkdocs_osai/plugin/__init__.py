"""Numbers → pages: where it stands. The only room that knows MkDocs."""
