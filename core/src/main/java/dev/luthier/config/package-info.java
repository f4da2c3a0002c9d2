/**
 * Study files: YAML 1.2 (and so JSON) to a {@link dev.luthier.study.StudySpec} and its objective.
 * The format is described by {@code docs/study.schema.json}; every mistake is one {@link
 * dev.luthier.error.InvalidInputException} that gives file, line, field and value.
 */
package dev.luthier.config;
