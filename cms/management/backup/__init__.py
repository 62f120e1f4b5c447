"""The whole site in one file, and back: database, files, and a manifest that both are held to.

`archive` is the file, `databases` what dumps and loads each kind of database, `media` the files in
whatever storage, `service` the two acts. Secrets are in none of it.
"""
