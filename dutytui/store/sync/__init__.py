"""When journals travel, and what of that which came is taken. How they travel is `transport`'s."""
