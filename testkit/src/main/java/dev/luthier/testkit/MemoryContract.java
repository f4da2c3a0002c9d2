package dev.luthier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.DeviceOutOfMemoryException;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Scope;
import dev.luthier.linalg.Session;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Transfers, views, scopes, adoption. */
abstract class MemoryContract extends BackendFixture {

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void uploadThenDownloadIsExact(int n, Layout layout) {
    HostMatrix values = HostMatrix.random(n, sizeAfter(n, 1), random(n));
    Operands operands = new Operands(session(), layout);
    Matrix matrix = operands.input(values);
    assertArrayEquals(values.elements(), operands.result(matrix).elements());
  }

  @Test
  void transfersHonourOffsetAndLeadingDimensionOfTheArray() {
    double[] source = {9, 1, 2, 9, 3, 4, 9, 5, 6};
    Matrix matrix = session().allocate(2, 3);
    session().upload(source, 1, 3, matrix);
    double[] target = new double[14];
    session().download(matrix, target, 2, 5);
    assertArrayEquals(new double[] {0, 0, 1, 2, 0, 0, 0, 3, 4, 0, 0, 0, 5, 6}, target);
  }

  @Test
  void sourceOfAnUploadMayChangeAtOnce() {
    double[] source = {1, 2, 3};
    Matrix matrix = session().allocate(3, 1);
    session().upload(source, matrix);
    Arrays.fill(source, 0);
    double[] target = new double[3];
    session().download(matrix, target);
    assertArrayEquals(new double[] {1, 2, 3}, target);
  }

  @ParameterizedTest
  @MethodSource("sizesAndLayouts")
  void copyAndFillTouchTheirTargetOnly(int n, Layout layout) {
    int cols = sizeAfter(n, 3);
    HostMatrix values = HostMatrix.random(n, cols, random(n));
    Operands operands = new Operands(session(), layout);
    Matrix source = operands.input(values);
    Matrix copied = operands.output(n, cols);
    Matrix filled = operands.output(n, cols);
    session().copy(source, copied);
    session().fill(filled, -2.5);
    assertArrayEquals(values.elements(), operands.result(copied).elements());
    assertArrayEquals(
        HostMatrix.filled(n, cols, -2.5).elements(), operands.result(filled).elements());
  }

  @Test
  void blocksShareTheElementsOfTheWhole() {
    HostMatrix values = HostMatrix.of(6, 5, (i, j) -> 10 * i + j);
    Matrix whole = session().allocate(6, 5);
    session().upload(values.elements(), whole);
    Matrix inner = whole.block(1, 2, 4, 3).block(2, 1, 2, 2);
    HostMatrix expected = HostMatrix.of(2, 2, (i, j) -> 10 * (i + 3) + j + 3);
    assertArrayEquals(expected.elements(), Operands.download(session(), inner).elements());
    session().fill(inner, 0);
    assertEquals(0, Operands.download(session(), whole).get(4, 4));
    assertEquals(52, Operands.download(session(), whole).get(5, 2));
  }

  @Test
  void scopeFreesItsMatricesAndNoOthers() {
    Matrix outside = session().allocate(2, 2);
    session().fill(outside, 3);
    Matrix inside;
    Matrix view;
    try (Scope _ = session().scope()) {
      inside = session().allocate(4, 4);
      view = inside.block(0, 0, 2, 2);
      session().fill(inside, 4);
    }
    assertThrows(IllegalStateException.class, () -> session().fill(inside, 0));
    assertThrows(IllegalStateException.class, () -> session().copy(view, outside));
    assertEquals(3, Operands.download(session(), outside).get(1, 1));
  }

  @Test
  void scopesNestAndCloseInReverseOrder() {
    Scope outer = session().scope();
    Matrix first = session().allocate(1, 1);
    Scope inner = session().scope();
    Matrix second = session().allocate(1, 1);
    assertThrows(IllegalStateException.class, outer::close);
    inner.close();
    inner.close();
    session().fill(first, 1);
    assertThrows(IllegalStateException.class, () -> session().fill(second, 1));
    outer.close();
    assertThrows(IllegalStateException.class, () -> session().fill(first, 1));
  }

  @Test
  void memoryOfAScopeIsReusedWhileItsLastOperationsMayStillBeQueued() {
    Matrix sum = session().allocate(64, 64);
    HostMatrix expected = HostMatrix.filled(64, 64, 0);
    session().fill(sum, 0);
    Matrix identity = session().allocate(64, 64);
    session().upload(HostMatrix.identity(64).elements(), identity);
    for (int round = 1; round <= 50; round++) {
      try (Scope _ = session().scope()) {
        Matrix temporary = session().allocate(64, 64);
        session().fill(temporary, round);
        session().symmetricMultiply(1, identity, temporary, 1, sum);
      }
      expected = expected.plus(HostMatrix.filled(64, 64, round));
    }
    assertArrayEquals(expected.elements(), Operands.download(session(), sum).elements());
  }

  @Test
  void memoryThatCannotExistIsRefusedAndTheSessionStaysUsable() {
    int huge = Integer.MAX_VALUE;
    assertThrows(DeviceOutOfMemoryException.class, () -> session().allocate(huge, huge));
    Matrix matrix = session().allocate(1, 1);
    session().fill(matrix, 2);
    assertEquals(2, Operands.download(session(), matrix).get(0, 0));
  }

  @Test
  void releasedMatrixIsGoneWithItsViews() {
    Matrix matrix = session().allocate(3, 3);
    Matrix view = matrix.block(0, 0, 1, 1);
    assertThrows(IllegalArgumentException.class, () -> session().release(view));
    session().release(matrix);
    assertThrows(IllegalStateException.class, () -> session().release(matrix));
    assertThrows(IllegalStateException.class, () -> session().fill(view, 0));
  }

  @Test
  void adoptionMovesElementsAndOutlivesTheGiver() {
    HostMatrix values = HostMatrix.random(5, 4, random(7));
    Matrix adopted;
    try (Session giver = backend().openSession()) {
      Matrix given;
      try (Scope _ = giver.scope()) {
        given = giver.allocate(5, 4);
        giver.upload(values.elements(), given);
        adopted = session().adopt(given);
      }
      Matrix view = given.block(0, 0, 1, 1);
      assertThrows(IllegalStateException.class, () -> giver.fill(given, 0));
      assertThrows(IllegalStateException.class, () -> giver.fill(view, 0));
      assertThrows(IllegalStateException.class, () -> session().adopt(given));
    }
    assertArrayEquals(values.elements(), Operands.download(session(), adopted).elements());
    session().release(adopted);
  }

  @Test
  void adoptingOnesOwnMatrixLiftsItOutOfItsScope() {
    Matrix kept;
    try (Scope _ = session().scope()) {
      Matrix temporary = session().allocate(2, 1);
      session().upload(new double[] {5, 6}, temporary);
      kept = session().adopt(temporary);
      assertThrows(IllegalStateException.class, () -> session().fill(temporary, 0));
    }
    assertEquals(6, Operands.download(session(), kept).get(1, 0));
  }

  @Test
  void adoptionRefusesBlocksAndOtherBackends() {
    try (Session giver = backend().openSession()) {
      Matrix given = giver.allocate(3, 3);
      Matrix block = given.block(0, 0, 2, 2);
      assertThrows(IllegalArgumentException.class, () -> session().adopt(block));
      giver.fill(given, 1);
    }
    try (Backend another = provider().create(BackendOptions.defaults());
        Session giver = another.openSession()) {
      Matrix given = giver.allocate(3, 3);
      assertThrows(IllegalArgumentException.class, () -> session().adopt(given));
      giver.fill(given, 1);
    }
  }
}
