"""The energy-carbon management system of zero-carbon parks: what the meters say, as flows.

Imports run one way, `shell > review > future > facts > basis`; ARCHITECTURE.md is the map.
"""
