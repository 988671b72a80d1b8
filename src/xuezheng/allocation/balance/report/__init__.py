"""The page of a plan: what to do, what it costs, who passes before and after."""
