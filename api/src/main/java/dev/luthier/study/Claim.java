package dev.luthier.study;

import java.time.Instant;

/**
 * A worker's hold on a trial.
 *
 * @param worker who evaluates it; unique among the study's workers
 * @param since when it was claimed
 * @param leaseUntil when others may take the trial for lost unless the claim is renewed
 */
public record Claim(String worker, Instant since, Instant leaseUntil) {
  public Claim renewedUntil(Instant newLeaseUntil) {
    return new Claim(worker, since, newLeaseUntil);
  }
}
