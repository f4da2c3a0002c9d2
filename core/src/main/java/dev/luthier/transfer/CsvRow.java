package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One record under its header.
 *
 * @param columns positions by name
 */
record CsvRow(Map<String, Integer> columns, List<CsvReader.Cell> cells) {

  /** The text of a cell that has one. */
  Optional<String> find(String column) {
    Integer position = columns.get(column);
    if (position == null) {
      return Optional.empty();
    }
    CsvReader.Cell cell = cells.get(position);
    return cell.isAbsent() ? Optional.empty() : Optional.of(cell.text());
  }

  String require(String column) {
    return find(column)
        .orElseThrow(() -> new InvalidInputException(column, "(empty)", "is required"));
  }

  OptionalDouble findNumber(String column) {
    Optional<String> text = find(column);
    return text.isPresent()
        ? OptionalDouble.of(Numbers.require(column, text.get()))
        : OptionalDouble.empty();
  }
}
