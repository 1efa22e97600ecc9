"""A folder of its own to pytest, so that what its tests share can end with the last of them."""
