"""The engine: units, curves of change, the link and its calendar, replay, closed forms. It knows no tool."""
