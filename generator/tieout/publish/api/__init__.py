"""The static API: JSON documents made by models, tables of the same rows, and what describes both.

A document is a model below `Document`, declared by a `Resource`: its address, what it is, its
model. Schemas and the OpenAPI document are generated from these, so that they cannot differ from
what is published.
"""
