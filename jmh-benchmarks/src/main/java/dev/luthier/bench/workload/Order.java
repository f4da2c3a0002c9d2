package dev.luthier.bench.workload;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The order of the matrices. */
@State(Scope.Thread)
public class Order {
  /** From where the cost of a call shows, up to the largest study that is fitted exactly. */
  @Param({"100", "500", "1000", "2000", "4000"})
  public int n;
}
