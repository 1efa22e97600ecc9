"""Mini Studio, the server side: a web process, a queue worker, and the music between them."""
