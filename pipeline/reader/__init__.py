"""The trained reader: a small network finds triggers, and reads roles and classes of each.

labels    what the network tells apart, from ``tables/reader.yaml``
pieces    text -> word pieces with exact offsets and the casing that the encoder does not see
windows   pieces -> windows of whole sentences
graph     a window -> scores (ONNX)
decode    scores -> readings: a trigger with its roles and classes
claims    readings -> the claims that normalisation takes
component the stage itself
"""
