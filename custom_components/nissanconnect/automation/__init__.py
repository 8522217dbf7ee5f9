"""What joins the facts of a car for triggers and conditions."""
