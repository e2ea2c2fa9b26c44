-- Begins a silence, once.
-- KEYS[1] silences              HASH id -> JSON
-- KEYS[2] silenced-events:<id>  STRING, how many events it has silenced; exists if the silence has begun before
-- ARGV[1] id
-- ARGV[2] the silence, JSON
-- ARGV[3] how many silences there are at most
-- ARGV[4] how long the number of events is kept, milliseconds
-- Returns 1 if it has begun, 0 if it had begun before, -1 if there are too many.
-- @include /dev/vestnik/component/redisstreams/preflight
if redis.call('EXISTS', KEYS[2]) == 1 then
  return 0
end
if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[3]) then
  return -1
end
check('HSET', KEYS[1])
check('SET', KEYS[2])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('SET', KEYS[2], '0', 'PX', ARGV[4])
return 1
