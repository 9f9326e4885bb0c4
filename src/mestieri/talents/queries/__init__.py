"""Questions about members and CVs."""
