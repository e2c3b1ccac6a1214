"""The rules: one a file; file name, function name and id are the same."""
