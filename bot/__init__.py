"""How a question becomes an answer that people can check; the room that may import both others."""
