"""Finding people whatever slips into what is typed: endings, alphabets, keyboards, single wrong letters."""
