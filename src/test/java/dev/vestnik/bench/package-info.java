/** The benchmark of delivery, run by {@code ./mvnw -Pbench verify}; see docs/benchmark.md. */
package dev.vestnik.bench;
