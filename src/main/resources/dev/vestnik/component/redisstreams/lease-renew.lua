#!lua flags=allow-oom
-- Renews a lease, or gives it up, if the caller still holds it.
-- KEYS: the lease (STRING)
-- ARGV: token, ms (0: give up)
-- Returns 1, or 0 if the caller does not hold the lease.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '0' then return redis.call('DEL', KEYS[1]) end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
