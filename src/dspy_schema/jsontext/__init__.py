"""JSON as text: parsed strictly, scanned for places, kept to the digit, made canonical."""
