package dev.luthier.rpc;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonNull;
import dev.luthier.rpc.Incoming.Refused;
import dev.luthier.rpc.Incoming.Request;
import dev.luthier.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Serves one client over two streams. Its threads take turns at reading: whoever has read a request
 * lets another read on, and answers it itself, so that no request waits for a thread to wake up.
 */
public final class RpcServer {
  /**
   * More than there are processors, because they wait for disks: those that wait for the same store
   * share one write.
   */
  private static final int THREADS = 32;

  /** Bytes of a line after which memory is given back; usual ones have a thousandth of that. */
  private static final long LARGE = 4L << 20;

  private static final RpcError NO_MEMORY =
      RpcError.of(ErrorCode.INTERNAL, "there is not enough memory for this request");

  /** For those that are at work when the output breaks: so long may a disk take. */
  private static final long PATIENCE_SECONDS = 5;

  private static final System.Logger LOG = System.getLogger(RpcServer.class.getName());

  private final RequestReader requests;
  private final Replies replies;
  private final OpenStudies studies;
  private final Protocol protocol;
  private final Lanes lanes = new Lanes();

  /** Held by the thread that reads. */
  private final ReentrantLock turn = new ReentrantLock();

  /** Each thread holds one permit while it answers. */
  private final Semaphore answering = new Semaphore(THREADS);

  private final AtomicInteger working = new AtomicInteger(THREADS);
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile boolean isOver;

  /**
   * A server that has not begun.
   *
   * @param in where requests come from; its end is the end of the service
   * @param out where replies go to, and nothing else
   */
  public RpcServer(InputStream in, OutputStream out, Clock clock) {
    this.requests = new RequestReader(in);
    this.replies = new Replies(out);
    this.studies = new OpenStudies(clock);
    this.protocol = new Protocol(studies);
  }

  /**
   * Answers requests until there are no more, then closes all studies. Called once.
   *
   * @throws IOException when the input cannot be read or a reply not be written; a thread may then
   *     still wait for input, but keeps no process alive
   */
  public void serve() throws IOException, InterruptedException {
    for (int i = 0; i < THREADS; i++) {
      Thread.ofPlatform().daemon().name("rpc-" + i).start(this::work);
    }
    try {
      end.get();
    } catch (ExecutionException e) {
      boolean isQuiet = answering.tryAcquire(THREADS, PATIENCE_SECONDS, TimeUnit.SECONDS);
      LOG.log(Level.DEBUG, "the output is gone; are all requests done: {0}", isQuiet);
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    } finally {
      studies.closeAll();
    }
  }

  private void work() {
    try {
      takeTurns();
    } catch (IOException | RuntimeException | Error e) {
      isOver = true;
      end.completeExceptionally(e);
    }
    if (working.decrementAndGet() == 0) {
      end.complete(null);
    }
  }

  private void takeTurns() throws IOException {
    while (true) {
      Incoming incoming;
      boolean isMine;
      boolean isLarge;
      turn.lock();
      try {
        Optional<Incoming> next = isOver ? Optional.empty() : next();
        if (next.isEmpty()) {
          isOver = true;
          return;
        }
        incoming = next.get();
        // In the turn: this settles the order.
        isMine = admit(incoming);
        isLarge = requests.lastLength() > LARGE;
      } finally {
        turn.unlock();
      }
      if (isMine) {
        answering.acquireUninterruptibly();
        try {
          answer(incoming);
        } finally {
          answering.release();
        }
      }
      if (isLarge) {
        // What it left is hundreds of megabytes, which the virtual machine would keep for itself.
        System.gc();
      }
    }
  }

  private Optional<Incoming> next() throws IOException {
    try {
      return requests.next();
    } catch (OutOfMemoryError e) {
      return Optional.of(new Refused(JsonNull.NULL, NO_MEMORY));
    }
  }

  /** Whether the thread that has read something is also to answer it. */
  private boolean admit(Incoming incoming) throws IOException {
    if (!(incoming instanceof Request request) || request.study().isEmpty()) {
      return true;
    }
    return switch (lanes.add(request.study().get(), request)) {
      case FIRST -> true;
      case WAITS -> false;
      case BUSY -> {
        InvalidInputException mistake =
            new InvalidInputException(
                "study", request.study().get(), "too many requests wait; try again later");
        replies.write(Replies.error(request.id(), RpcError.of(ErrorCode.BUSY, mistake)));
        yield false;
      }
    };
  }

  private void answer(Incoming incoming) throws IOException {
    switch (incoming) {
      case Refused(Object id, RpcError error) -> replies.write(Replies.error(id, error));
      case Request request when request.study().isEmpty() -> carryOut(request);
      case Request request -> {
        String study = request.study().get();
        do {
          carryOut(lanes.first(study));
        } while (lanes.isNextAfterFirst(study));
      }
    }
  }

  private void carryOut(Request request) throws IOException {
    replies.write(reply(request));
  }

  /** Whatever happens on the way to it: nobody else would answer. */
  private byte[] reply(Request request) {
    try {
      return Replies.result(request.id(), protocol.call(request));
    } catch (RpcException e) {
      return Replies.error(request.id(), e.error());
    } catch (InvalidInputException e) {
      return Replies.error(request.id(), RpcError.of(ErrorCode.INVALID_PARAMS, e));
    } catch (StoreException e) {
      return Replies.error(request.id(), RpcError.of(e));
    } catch (OutOfMemoryError e) {
      return Replies.error(request.id(), NO_MEMORY);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "a bug in Luthier, in " + request.method(), e);
      return Replies.error(request.id(), RpcError.of(ErrorCode.INTERNAL, "a bug in Luthier: " + e));
    }
  }
}
