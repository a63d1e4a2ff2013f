"""How we touch the world: each folder owns one library, and none knows another."""
