"""Tests of processes as they run for real: servers, queues, databases."""
