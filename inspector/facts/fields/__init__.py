"""The labelled parts that a page of its kind is expected to have: of a service guide, a letter, a leader …"""
