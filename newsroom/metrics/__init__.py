"""Figures of a running newsroom at /metrics, in the text form that Prometheus reads; off without METRICS_TOKEN.

counting.py notes what each request cost, tally.py adds it up over all processes of the machine, gauges.py asks for what is
true at the moment, text.py writes it down, views.py gives it to whoever has the token.
"""
