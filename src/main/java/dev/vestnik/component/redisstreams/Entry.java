package dev.vestnik.component.redisstreams;

import java.util.Map;

/**
 * One entry of a stream.
 *
 * @param deliveries how many times it has been delivered, this time included
 * @param failures how many of these ended with a counted failure
 */
record Entry(String id, Map<String, byte[]> fields, int deliveries, int failures) {}
