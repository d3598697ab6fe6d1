"""Pages in other languages, from the finished English ones and the words in data/<language>/."""
