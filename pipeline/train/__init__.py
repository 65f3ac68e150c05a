"""Training the reader: gold facts in, a model folder out. The only room that imports torch.

examples  gold facts -> pieces with trigger, role and class labels
encoder   where the encoder's weights come from, and the check of their hash
network   the network
batches   examples -> windows -> tensors
loop      the training loop
progress  what a training tells while it goes on
export    network -> quantised ONNX graph
"""
