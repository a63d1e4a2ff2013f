"""What we say: words in, replies out. Knows no platform and no library of one."""
