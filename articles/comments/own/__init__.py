"""What readers may do with their own comments and data: see, edit, delete, take along, erase."""
