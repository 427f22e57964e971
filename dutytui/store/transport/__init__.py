"""How journals travel between terminals: three verbs (`verbs`), and what carries them. What is taken is `sync`'s."""
