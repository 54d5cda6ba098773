"""The public pages. Everything here starts at `Edition.objects.live()` and reads no working copy."""
