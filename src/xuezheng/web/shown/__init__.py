"""The design system: page, tables, pictures, states, signing in; the same for desk and portal."""
