"""Pictures: what comes in, its focal point, credit and licence, and the renditions readers get."""
