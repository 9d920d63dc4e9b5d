"""What is made from an index for a site, whatever program renders its pages."""
