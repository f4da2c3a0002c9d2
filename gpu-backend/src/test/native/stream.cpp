#include "stream.h"

namespace simulated {

namespace {

template <class Until>
void run(Stream& stream, Until until) {
  while (!stream.pending.empty() && !until()) {
    Stream::Operation next = std::move(stream.pending.front());
    stream.pending.pop_front();
    if (stream.device.lost != SUCCESS && !next.even_if_lost) {
      continue;
    }
    int code = next.run();
    if (code != SUCCESS) {
      lose(stream.device, code, "an operation in a stream failed");
    }
  }
}

}  // namespace

Handles<Stream>& streams() {
  static Handles<Stream> all;
  return all;
}

Handles<Event>& events() {
  static Handles<Event> all;
  return all;
}

std::shared_ptr<Stream> stream_of(const Device& device, const void* handle) {
  std::shared_ptr<Stream> stream = streams().find(handle);
  return stream != nullptr && &stream->device == &device ? stream : nullptr;
}

void enqueue(Stream& stream, std::function<int()> operation) {
  stream.pending.push_back({std::move(operation), false});
}

void enqueue_release(Stream& stream, std::function<int()> operation) {
  stream.pending.push_back({std::move(operation), true});
}

void finish(Stream& stream) {
  run(stream, [] { return false; });
}

void finish(const std::shared_ptr<Recording>& recording) {
  run(*recording->stream, [&] { return recording->done; });
}

void finish_all(const Device& device) {
  for (const auto& entry : streams().all()) {
    if (&entry.second->device == &device) {
      finish(*entry.second);
    }
  }
}

}  // namespace simulated
