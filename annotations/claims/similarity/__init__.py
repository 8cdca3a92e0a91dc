"""How much alike two passages are, by their terms and by what stands beside them."""
