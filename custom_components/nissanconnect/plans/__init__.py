"""What is paid for, until when, and whether the services are on (P1, P3, E8)."""
