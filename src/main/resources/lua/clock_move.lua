-- Moves the sandbox's clock forward. Leases of the outbox and of the updates keep the time that they have left, so that nothing
-- is sent twice.
-- KEYS[1] clock:offset   STRING, milliseconds
-- KEYS[2] outbox:due     ZSET chat -> milliseconds
-- KEYS[3] outbox:owners  HASH chat -> token of its lease
-- KEYS[4] updates:due    ZSET chat -> milliseconds
-- KEYS[5] updates:owners HASH chat -> token of its lease
-- ARGV[1] milliseconds
-- Returns the whole offset in milliseconds.
-- @include /dev/vestnik/component/redisstreams/preflight
check('INCRBY', KEYS[1])
check('ZINCRBY', KEYS[2])
check('ZINCRBY', KEYS[4])
for first = 2, 4, 2 do
  for _, chat in ipairs(redis.call('HKEYS', KEYS[first + 1])) do
    if redis.call('ZSCORE', KEYS[first], chat) then redis.call('ZINCRBY', KEYS[first], ARGV[1], chat) end
  end
end
return redis.call('INCRBY', KEYS[1], ARGV[1])
