package dev.luthier.gpu;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendInfo;
import dev.luthier.linalg.DeviceLostException;
import dev.luthier.linalg.LikelihoodBatch;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.SessionRegistry;
import dev.luthier.linalg.StudyBatch;
import java.util.ArrayDeque;
import java.util.Deque;

/** One device with our kernels on it, and the streams that its sessions take turns in using. */
final class CudaBackend implements Backend {

  static final String NAME = "cuda";

  private final Device device;
  private final BackendInfo info;
  private final SessionRegistry sessions = new SessionRegistry();

  /** Guarded by this, as what follows. */
  private final Deque<Queue> idle = new ArrayDeque<>();

  private boolean isClosed;
  private boolean isLost;

  CudaBackend(Device device, BackendInfo info) {
    this.device = device;
    this.info = info;
  }

  static BackendInfo info(Cuda cuda, DeviceProperties properties) {
    return new BackendInfo(
        NAME,
        "CUDA, kernels by NVRTC " + cuda.compiler().version() + ", " + cuda.origin(),
        properties.describe());
  }

  @Override
  public BackendInfo info() {
    return info;
  }

  @Override
  public Session openSession() {
    return openSession(takeQueue());
  }

  private Session openSession(Queue queue) {
    try {
      return sessions.open(new CudaEngine(this, queue));
    } catch (IllegalStateException e) {
      giveBack(queue);
      throw e;
    }
  }

  /** Up to 64 points a study, and 32 variances and columns under length scales of the kernel. */
  @Override
  public LikelihoodBatch openLikelihoods(StudyBatch studies) {
    if (!CudaLikelihoods.holds(studies)) {
      return Backend.super.openLikelihoods(studies);
    }
    Queue queue = takeQueue();
    Session session = openSession(queue);
    return LikelihoodBatch.of(studies, CudaLikelihoods.open(this, session, queue, studies));
  }

  private synchronized Queue takeQueue() {
    if (isClosed) {
      throw new IllegalStateException("the backend is closed");
    }
    Queue queue = idle.poll();
    return queue == null ? new Queue(device) : queue;
  }

  /** A queue that has nothing to do. */
  synchronized void giveBack(Queue queue) {
    idle.push(queue);
  }

  /** Nothing on the device can be freed any more, or has to be. */
  synchronized void lost() {
    isLost = true;
  }

  @Override
  public void close() {
    if (sessions.close()) {
      synchronized (this) {
        isClosed = true;
        if (!isLost) {
          isLost = !closeAll();
        }
        if (isLost) {
          idle.forEach(Queue::abandon);
          device.abandon();
        }
        idle.clear();
      }
    }
  }

  /** False if that found out that the device is lost. */
  private boolean closeAll() {
    try {
      while (!idle.isEmpty()) {
        idle.peek().close();
        idle.pop();
      }
      device.close();
      return true;
    } catch (DeviceLostException e) {
      return false;
    }
  }
}
