"""What several tests need: small files in official layouts, made-up notebooks, a server that misbehaves."""
