"""What an author and a reader are promised."""
