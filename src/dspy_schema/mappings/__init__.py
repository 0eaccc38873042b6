"""The alignment to other vocabularies: SSSOM files, the vocabularies, and the rules that check them."""
