"""MUC-4 (1992): messages in, Tocsin's events out, written as the templates of that evaluation."""
