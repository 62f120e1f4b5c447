"""The demo library: reads cms/management/demo/ and builds the site that `make demo` shows."""
