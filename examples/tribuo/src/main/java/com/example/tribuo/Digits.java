package com.example.tribuo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Handwritten digits, 8 × 8 pixels each: two thirds to learn from, every third one to judge by.
 * Where they come from: NOTICE.md beside the file.
 */
record Digits(Dataset<Label> training, Dataset<Label> validation) {
  private static final String FILE = "digits.csv.gz";
  private static final int PIXELS = 64;
  private static final double DARKEST = 16;

  static Digits load() {
    MutableDataset<Label> training = empty();
    MutableDataset<Label> validation = empty();
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      (i % 3 == 0 ? validation : training).add(example(lines.get(i)));
    }
    return new Digits(training, validation);
  }

  private static MutableDataset<Label> empty() {
    LabelFactory labels = new LabelFactory();
    return new MutableDataset<>(new SimpleDataSourceProvenance(FILE, labels), labels);
  }

  private static Example<Label> example(String line) {
    String[] cells = line.split(",", -1);
    String[] names = new String[PIXELS];
    double[] values = new double[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      names[i] = "pixel%02d".formatted(i);
      values[i] = Integer.parseInt(cells[i]) / DARKEST;
    }
    return new ArrayExample<>(new Label(cells[PIXELS]), names, values);
  }

  private static List<String> lines() {
    try (InputStream file = Objects.requireNonNull(Digits.class.getResourceAsStream(FILE), FILE);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.US_ASCII))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }
}
