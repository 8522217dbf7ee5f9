"""The maker's HTTP faces: request in, cloud call, response out."""
