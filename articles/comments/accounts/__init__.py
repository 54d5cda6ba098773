"""Readers' accounts: signing in by a code that is mailed or by a passkey, without a password; and who is writing."""
