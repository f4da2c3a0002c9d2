package com.example.digits;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * The handwritten digits: images of 8 × 8 pixels and what they show. Where they come from:
 * NOTICE.md beside the file.
 */
final class DigitsData {
  static final int PIXELS = 64;
  static final int CLASSES = 10;

  private static final String FILE = "digits.csv.gz";
  private static final float DARKEST = 16;

  private final float[] pixels;
  private final int[] labels;

  /** Keeps both arrays; nobody may change them. */
  DigitsData(float[] pixels, int[] labels) {
    this.pixels = pixels;
    this.labels = labels;
  }

  /** Reads the file that comes with this class. */
  static DigitsData load() {
    try (InputStream file =
            Objects.requireNonNull(DigitsData.class.getResourceAsStream(FILE), FILE);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.US_ASCII))) {
      return parse(reader.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  int rows() {
    return labels.length;
  }

  /** Row after row, {@link #PIXELS} numbers each, scaled from 0–16 to [0, 1]. Not a copy. */
  float[] pixels() {
    return pixels;
  }

  /** 0–9, one a row. Not a copy. */
  int[] labels() {
    return labels;
  }

  private static DigitsData parse(List<String> lines) {
    float[] pixels = new float[lines.size() * PIXELS];
    int[] labels = new int[lines.size()];
    for (int row = 0; row < labels.length; row++) {
      String[] cells = lines.get(row).split(",", -1);
      if (cells.length != PIXELS + 1) {
        throw new IllegalStateException(
            FILE + ", line " + (row + 1) + ": " + cells.length + " cells, not " + (PIXELS + 1));
      }
      for (int i = 0; i < PIXELS; i++) {
        pixels[row * PIXELS + i] = Integer.parseInt(cells[i]) / DARKEST;
      }
      labels[row] = Integer.parseInt(cells[PIXELS]);
    }
    return new DigitsData(pixels, labels);
  }
}
