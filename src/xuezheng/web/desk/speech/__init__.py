"""Speech: last year's text becomes this year's, every figure from the records, every claim judged."""
