// The stand-in for libcuda: streams and events.
#include "driver.h"

using namespace simulated;

CUDA_EXPORT int cuStreamCreate(void** stream, unsigned flags) {
  Call call{"cuStreamCreate"};
  if (call.refused()) {
    return call.code();
  }
  if (stream == nullptr || flags > 1) {
    return INVALID_VALUE;
  }
  *stream = streams().add(std::make_shared<Stream>(*call.device()));
  return SUCCESS;
}

CUDA_EXPORT int cuStreamDestroy_v2(void* handle) {
  Call call{"cuStreamDestroy_v2"};
  if (call.refused() && call.refusal() != Refusal::LOST) {
    return call.code();
  }
  auto stream = stream_of(*call.device(), handle);
  if (stream == nullptr) {
    return INVALID_HANDLE;
  }
  finish(*stream);
  streams().remove(handle);
  return call.device()->lost;
}

CUDA_EXPORT int cuStreamSynchronize(void* handle) {
  Call call{"cuStreamSynchronize"};
  if (call.refused()) {
    return call.code();
  }
  auto stream = stream_of(*call.device(), handle);
  if (stream == nullptr) {
    return INVALID_HANDLE;
  }
  machine().synchronizations++;
  finish(*stream);
  check_guards(*call.device(), "something before a synchronisation");
  trim_pool(*call.device(), call.device()->kept);
  return call.device()->lost;
}

CUDA_EXPORT int cuStreamWaitEvent(void* handle, void* event, unsigned flags) {
  Call call{"cuStreamWaitEvent"};
  if (call.refused()) {
    return call.code();
  }
  auto stream = stream_of(*call.device(), handle);
  auto awaited = events().find(event);
  if (stream == nullptr || awaited == nullptr) {
    return INVALID_HANDLE;
  }
  if (flags > 1) {
    return INVALID_VALUE;
  }
  if (awaited->recording != nullptr) {
    enqueue(*stream, [recording = awaited->recording] {
      finish(recording);
      return static_cast<int>(SUCCESS);
    });
  }
  return SUCCESS;
}

CUDA_EXPORT int cuEventCreate(void** event, unsigned flags) {
  constexpr unsigned DISABLE_TIMING = 2;
  Call call{"cuEventCreate"};
  if (call.refused()) {
    return call.code();
  }
  if (event == nullptr || flags > 3) {
    return INVALID_VALUE;
  }
  *event = events().add(std::make_shared<Event>(*call.device(), (flags & DISABLE_TIMING) == 0));
  return SUCCESS;
}

CUDA_EXPORT int cuEventRecord(void* event, void* handle) {
  Call call{"cuEventRecord"};
  if (call.refused()) {
    return call.code();
  }
  auto stream = stream_of(*call.device(), handle);
  auto recorded = events().find(event);
  if (stream == nullptr || recorded == nullptr || &recorded->device != call.device()) {
    return INVALID_HANDLE;
  }
  auto recording = std::make_shared<Recording>();
  recording->stream = stream;
  recorded->recording = recording;
  enqueue(*stream, [recording] {
    recording->done = true;
    recording->when = std::chrono::steady_clock::now();
    return static_cast<int>(SUCCESS);
  });
  return SUCCESS;
}

CUDA_EXPORT int cuEventDestroy_v2(void* event) {
  Call call{"cuEventDestroy_v2"};
  if (call.refused() && call.refusal() != Refusal::LOST) {
    return call.code();
  }
  if (events().remove(event) == nullptr) {
    return INVALID_HANDLE;
  }
  return call.device()->lost;
}

CUDA_EXPORT int cuEventSynchronize(void* event) {
  Call call{"cuEventSynchronize"};
  if (call.refused()) {
    return call.code();
  }
  auto awaited = events().find(event);
  if (awaited == nullptr) {
    return INVALID_HANDLE;
  }
  machine().synchronizations++;
  if (awaited->recording != nullptr) {
    finish(awaited->recording);
  }
  return call.device()->lost;
}

// The first question about work that has not run lets it run, and is still answered "not ready".
CUDA_EXPORT int cuEventQuery(void* event) {
  Call call{"cuEventQuery"};
  if (call.refused()) {
    return call.code();
  }
  auto asked = events().find(event);
  if (asked == nullptr) {
    return INVALID_HANDLE;
  }
  if (asked->recording == nullptr || asked->recording->done) {
    return SUCCESS;
  }
  finish(asked->recording);
  return call.device()->lost != SUCCESS ? call.device()->lost : NOT_READY;
}

CUDA_EXPORT int cuEventElapsedTime(float* milliseconds, void* start, void* end) {
  Call call{"cuEventElapsedTime"};
  if (call.refused()) {
    return call.code();
  }
  auto from = events().find(start);
  auto to = events().find(end);
  if (from == nullptr || to == nullptr || !from->timed || !to->timed ||
      from->recording == nullptr || to->recording == nullptr) {
    return INVALID_HANDLE;
  }
  if (!from->recording->done || !to->recording->done) {
    return NOT_READY;
  }
  *milliseconds =
      std::chrono::duration<float, std::milli>(to->recording->when - from->recording->when).count();
  return SUCCESS;
}
