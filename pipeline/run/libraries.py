"""What every worker process needs, imported once in the process that they are forked from."""

import numpy
import onnxruntime
import rapidfuzz
import spacy
import tokenizers

import pipeline.engine
import pipeline.run.process

__all__ = ["numpy", "onnxruntime", "pipeline", "rapidfuzz", "spacy", "tokenizers"]
