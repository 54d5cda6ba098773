"""Load on a newsroom as production serves it: `make bench`. Figures are of this machine; compare them in one run only."""
