package dev.luthier.linalg;

import java.util.Objects;

/**
 * What a backend is, for {@code luthier doctor}, for provenance and for logs.
 *
 * @param name the provider's {@link BackendProvider#name()}
 * @param version of the backend and of the library under it, for example {@code OpenBLAS 0.3.31
 *     SkylakeX}
 * @param device where it computes, for example a processor or accelerator model
 */
public record BackendInfo(String name, String version, String device) {
  public BackendInfo {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(device, "device");
  }
}
