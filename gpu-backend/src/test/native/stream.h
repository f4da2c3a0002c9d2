// Streams and events. A stream is a queue that nobody works at until somebody waits: what is queued
// runs in cuStreamSynchronize, cuEventSynchronize and cuEventQuery, or because another stream has to
// wait for it. That is the slowest device that the rules allow, and so a program that reads a result
// before it waited, or writes to a staging area that has not been copied, gets wrong numbers each time.
#pragma once

#include <chrono>
#include <deque>
#include <functional>

#include "machine.h"

namespace simulated {

struct Stream {
  struct Operation {
    std::function<int()> run;
    bool even_if_lost;  // gives something back
  };

  explicit Stream(Device& of) : device(of) {}

  Device& device;
  std::deque<Operation> pending;
};

// One cuEventRecord: a place in a queue.
struct Recording {
  std::shared_ptr<Stream> stream;
  bool done = false;
  std::chrono::steady_clock::time_point when;
};

struct Event {
  Event(Device& of, bool with_time) : device(of), timed(with_time) {}

  Device& device;
  bool timed;
  std::shared_ptr<Recording> recording;  // the newest, or null
};

Handles<Stream>& streams();
Handles<Event>& events();

// The stream of a handle if it belongs to the device. The default stream (a null handle) is refused:
// whatever is queued there waits for everything, and hides a missing wait.
std::shared_ptr<Stream> stream_of(const Device& device, const void* handle);

void enqueue(Stream& stream, std::function<int()> operation);
void enqueue_release(Stream& stream, std::function<int()> operation);

// Runs what is queued, all of it or up to a recording. The device's sticky code tells how it went.
void finish(Stream& stream);
void finish(const std::shared_ptr<Recording>& recording);
void finish_all(const Device& device);

}  // namespace simulated
