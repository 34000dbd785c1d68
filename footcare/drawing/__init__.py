"""Drawings by code: views bound to bones, scenes as data, frames, marks and SVG. Plain Python, no Django."""
