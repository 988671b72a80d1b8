"""Keeping children in school (控辍保学): who must do what, how often, by when."""
