"""How dates and times are written at the desk and wherever a template names no form of its own: a day, then 24 hours."""
