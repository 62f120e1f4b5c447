"""Date and number formats for languages that Django has none for (FORMAT_MODULE_PATH)."""
