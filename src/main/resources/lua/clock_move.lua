-- Moves the sandbox's clock forward. Leases of the outbox keep the time that they have left, so that nothing is sent twice.
-- KEYS[1] clock:offset   STRING, milliseconds
-- KEYS[2] outbox:due     ZSET chat -> milliseconds
-- KEYS[3] outbox:owners  HASH chat -> token of its lease
-- ARGV[1] milliseconds
-- Returns the whole offset in milliseconds.
-- @include /dev/vestnik/component/redisstreams/preflight
check('INCRBY', KEYS[1])
check('ZINCRBY', KEYS[2])
for _, chat in ipairs(redis.call('HKEYS', KEYS[3])) do
  if redis.call('ZSCORE', KEYS[2], chat) then redis.call('ZINCRBY', KEYS[2], ARGV[1], chat) end
end
return redis.call('INCRBY', KEYS[1], ARGV[1])
