"""The trained reader: one pass of a small network over the text gives triggers, roles and classes.

labels    what the network tells apart, from ``tables/reader.yaml``
pieces    text -> word pieces with exact offsets and the casing that the encoder does not see
windows   pieces -> windows of whole sentences
graph     a window -> scores (ONNX)
decode    scores -> readings: a trigger with its roles and classes
claims    readings -> the claims that normalisation takes
component the stage itself
"""
