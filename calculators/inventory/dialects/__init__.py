"""One module for each program whose exports are read.

A dialect has `ID` and `TITLE`; `SHEETS`, the kinds of tables that it has; `recognise(tables)`, which looks at the
tables of one file and says how sure it is; and `read(tables, findings)`, which takes the tables of all its files, since
an export may lie in several, and returns what they hold.
"""
