"""Lets Optuna's GPSampler run with a torch older than 2.0, such as Debian 12's 1.13. Import it before optuna.

GPSampler says `with torch.device("cpu"):`, so that it computes on the processor whatever the user's default device is.
Before 2.0 a device is no context manager, but neither is there a default device: on the processor is where tensors are
made, and the `with` has nothing to do. With torch 2.0 or later this module does nothing.
"""

import contextlib

import torch

plain_device = torch.device


class ContextDevice(contextlib.nullcontext):
    """A device to be entered and left, to no effect."""

    def __init__(self, *arguments):
        super().__init__(plain_device(*arguments))


if not hasattr(plain_device, "__enter__"):
    torch.device = ContextDevice
