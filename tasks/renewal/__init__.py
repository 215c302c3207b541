"""Renewal: stored captures and articles that are taken up again by today's code, without fetching anything."""
