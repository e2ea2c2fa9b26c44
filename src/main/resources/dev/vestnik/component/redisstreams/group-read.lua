#!lua flags=allow-oom
-- Reads new entries for the holder of a lease.
-- KEYS: the stream (STREAM), the lease (STRING)
-- ARGV, result: see news
-- @include news
return news(KEYS[1], KEYS[2])
