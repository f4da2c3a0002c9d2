"""Lets Optuna's GPSampler run with a torch older than 2.0, such as Debian 12's 1.13.

GPSampler says `with torch.device("cpu"):`, so that it computes on the processor whatever the user's default device is.
Before 2.0 a device is no context manager, but neither is there a default device: on the processor is where tensors are
made, and the `with` has nothing to do. The sampler's module gets a torch whose devices can be entered; all other modules
keep the real one. With torch 2.0 or later this module does nothing.
"""

import contextlib

import optuna.samplers._gp.sampler as sampler
import torch


class EnterableTorch:
    def __getattr__(self, name):
        return getattr(torch, name)

    def device(self, name):
        """To be entered and left, to no effect."""
        return contextlib.nullcontext(torch.device(name))


if not hasattr(torch.device, "__enter__"):
    sampler.torch = EnterableTorch()
