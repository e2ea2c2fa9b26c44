/**
 * The benchmark, run by {@code ./mvnw -Pbench verify}, and that of look-ups in the directory, run by {@code ./mvnw -Plookups
 * verify}; see docs/benchmark.md.
 */
package dev.vestnik.bench;
