"""The car and its telematics control unit: pure state over a clock."""
