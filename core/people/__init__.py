"""People: who they are, what they like, what they may do, and what we keep about them."""
