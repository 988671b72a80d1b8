"""Exams to periods and rooms: nobody in two places, every rule kept, as little strain as can be found."""
