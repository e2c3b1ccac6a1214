"""What only people can say: questions and tables out to them, and their answers in."""
