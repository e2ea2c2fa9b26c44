#!lua flags=allow-oom
-- Shortens a lease of somebody else that would outlive its time, because the server's clock was set back, or because its key
-- does not expire. A living holder renews it.
-- KEYS: the lease (STRING)
-- ARGV: ms
-- Returns 1 if it was shortened.
local left = redis.call('PTTL', KEYS[1])
if left ~= -1 and left <= tonumber(ARGV[1]) then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[1])
