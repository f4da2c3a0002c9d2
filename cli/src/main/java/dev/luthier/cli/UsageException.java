package dev.luthier.cli;

/** The command line makes no sense. The message says which word of it, and where help is. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param command whose help helps
   */
  UsageException(String message, String command) {
    super(message + System.lineSeparator() + "See " + command + " --help.");
  }
}
