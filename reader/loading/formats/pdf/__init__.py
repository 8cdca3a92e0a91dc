"""PDF: paragraphs built again from where the letters stand."""
