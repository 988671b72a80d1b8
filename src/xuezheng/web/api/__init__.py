"""What the desk reads, for programs: JSON by token, described at `/api/openapi.json`."""
