package dev.luthier.linalg;

/**
 * A backend cannot provide the memory asked for. The session stays usable: release something, or
 * move the work to a backend with more room.
 */
public final class DeviceOutOfMemoryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what did not fit.
   *
   * @param rows of the matrix that was asked for
   * @param cols of the matrix that was asked for
   * @param limit the bound that was met, in words
   */
  public DeviceOutOfMemoryException(int rows, int cols, String limit) {
    super("No memory for a matrix of " + rows + " × " + cols + " doubles: " + limit);
  }

  /**
   * Says what did not fit where it is no matrix: a workspace, a library's own buffers.
   *
   * @param what in words, a sentence without its full stop
   */
  public DeviceOutOfMemoryException(String what) {
    super(what);
  }
}
