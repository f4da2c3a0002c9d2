package dev.luthier.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Output without end, read by a Luthier that has no room for it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CommandMemoryTest {
  private static final String RESULT =
      "echo 'luthier: {\"accuracy\": 0.93, \"constraints\": {\"memory\": 0}}'";

  @TempDir private Path folder;

  @Test
  void aGigabyteOfAnythingCostsNoMemory() throws IOException, InterruptedException {
    CommandFixture.assumeProcesses();
    CommandFixture fixture = new CommandFixture(folder);
    fixture.script(
        """
        gigabyte() { head -c 1000000000 /dev/zero; }
        case $LUTHIER_TRIAL in
          0) gigabyte; echo; %1$s ;;                          # one endless line, and a result
          1) gigabyte ;;                                      # nothing but that
          2) yes | head -c 1000000000; echo; %1$s ;;          # half a thousand million lines
          3) gigabyte >&2; echo >&2; echo sorry >&2; exit 1 ;;
          4) printf 'luthier: '; gigabyte; echo; %1$s ;;      # a result that does not end
        esac
        """
            .formatted(RESULT));
    Process host = CommandHost.start(folder, fixture.worker(), 5, "-Xmx24m");
    String out = new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(
        List.of(
            "0 completed {accuracy=0.93} {memory=0.0}",
            "1 WRONG_RESULT the command gave no result: it wrote no line luthier: {\"accuracy\":"
                + " number} to its standard output",
            "2 completed {accuracy=0.93} {memory=0.0}",
            "3 EXIT exit code 1: sorry",
            "4 WRONG_RESULT line 1 of its output, luthier:: it is longer than 1 MiB"),
        out.lines().sorted().toList());
    assertEquals(0, host.waitFor());
    fixture.assertNothingIsLeft();
  }
}
