/**
 * A study as one HTML file that opens without a network and draws what happened and why.
 *
 * <pre>
 *   StudyState, Surrogate ──ReportSubject──► ReportData ──JSON──► report.html
 *                           what is shown     numbers             report.js draws them
 * </pre>
 *
 * Everything that is computed, chosen or thinned out is done here in Java and lies in the file as
 * JSON; the script only draws it. Depends on the api, {@code json} and {@code transfer}'s words for
 * states; doors (commands, services) may depend on it.
 */
package dev.luthier.report;
