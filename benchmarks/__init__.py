"""Commands that print a table: how well and how fast Tocsin reads. Nothing in `tocsin` imports them."""
