"""What readers do with each other's comments: recommend them, and report them."""
