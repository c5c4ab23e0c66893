"""How passages are found. Everything here can be deleted and rebuilt from the catalogue; imports `corpus` only."""
