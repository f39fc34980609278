"""Trains what ``kl_extract.repair`` works with: the language model, the channel, the calibration of confidences."""
