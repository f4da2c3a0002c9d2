/**
 * JSON (RFC 8259) to plain Java values and back, over Jackson's streaming core: the one door
 * through which JSON enters and leaves.
 *
 * <pre>
 *   object ↔ Map (in order)   array ↔ List   string ↔ String   true ↔ Boolean
 *   3 ↔ Long   3.0 ↔ Double   null ↔ JsonNull   "NaN", "Infinity", "-Infinity" ← Double
 * </pre>
 *
 * Knows nothing of studies; anyone may depend on it.
 */
package dev.luthier.json;
