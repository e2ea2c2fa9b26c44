-- Writes a part of a new directory beside the one in force. It vanishes if it is not put in force.
-- KEYS[1]  staged hash
-- ARGV[1]  how long it is kept, milliseconds
-- ARGV[2]… field, value, and so on
-- Returns the number of its fields.
-- @include /dev/vestnik/component/redisstreams/preflight
check('HSET', KEYS[1])
check('PEXPIRE', KEYS[1])
check('HLEN', KEYS[1])
redis.call('HSET', KEYS[1], unpack(ARGV, 2))
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return redis.call('HLEN', KEYS[1])
