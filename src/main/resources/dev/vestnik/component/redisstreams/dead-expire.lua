#!lua flags=allow-oom
-- Removes dead letters that are older than their retention.
-- KEYS: the dead letters (STREAM)
-- ARGV: retention in ms
-- Returns how many were removed.
return redis.call('XTRIM', KEYS[1], 'MINID', string.format('%.0f-0', math.max(0, math.floor(now() - ARGV[1]))))
