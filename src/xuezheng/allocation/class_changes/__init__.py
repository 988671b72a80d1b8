"""After a division: late arrivals and transfers placed one by one by a rule anybody can repeat."""
