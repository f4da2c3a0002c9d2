package dev.luthier.cli;

import dev.luthier.rpc.RpcServer;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;

/** {@code luthier rpc}: serves another program over standard input and output. */
final class RpcCommand {
  private static final Syntax SYNTAX = new Syntax("rpc", List.of(), List.of());

  private static final String HELP =
      """
      Usage: luthier rpc [--debug]

      Serves another program, in any language: reads JSON-RPC 2.0 requests from
      standard input, one a line, and writes one reply for each to standard output.
      Ends when its input ends. The methods are described in docs/rpc.md; clients for
      Python and Optuna are in clients/python.

        $ echo '{"jsonrpc":"2.0","id":1,"method":"rpc.hello"}' | luthier rpc

      Options:
            --debug    show stack traces of errors
        -h, --help     show this help and exit
        -V, --version  show the version and exit

      Exit codes: 0 success, 5 the input or the output cannot be used, and somebody
      may wait for a reply; see luthier --help.
      """;

  static final Command COMMAND = new Command(SYNTAX, HELP, RpcCommand::run);

  private RpcCommand() {}

  private static int run(Arguments arguments, Surroundings surroundings) {
    try {
      new RpcServer(
              surroundings.in(), surroundings.out(), surroundings.clock().withZone(ZoneOffset.UTC))
          .serve();
      return ExitCode.SUCCESS;
    } catch (OutputException e) {
      // Also when the reader is gone: somebody has no answer.
      surroundings.err().println("luthier: " + e.getMessage());
      return ExitCode.STORE;
    } catch (IOException e) {
      surroundings.err().println("luthier: standard input cannot be read: " + e.getMessage());
      return ExitCode.STORE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERNAL_ERROR;
    }
  }
}
