/**
 * What a trial costs with each backend on this machine: measured once, kept, and compared.
 *
 * <pre>
 *   backends ──► CostMeasurement ──► CostProfile ──► Preference.among(profile, workload)
 *                                     ▲      │
 *                                     └──────┴── ProfileCache, by ProfileKey
 * </pre>
 *
 * Depends on the api and on {@code json}; used by {@code select} and by {@code luthier doctor}.
 */
package dev.luthier.select.cost;
