"""What finds documents: the database itself, or Elasticsearch where there is one."""
