"""The columns (栏目) of a portal: which they are, what each stands for, and how fresh it is."""
