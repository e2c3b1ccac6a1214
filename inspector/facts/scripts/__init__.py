"""What the scripts of a page plainly write, fill or call, read without running anything."""
