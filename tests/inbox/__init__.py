"""The history of cars in Home Assistant: news, alarms, triggers."""
