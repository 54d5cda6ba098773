"""Pure functions over text: no models, no settings, no database."""
