#!lua flags=allow-oom
-- Gives back the keys that were leased by a poll whose answer was lost.
-- KEYS: <base>:due (ZSET), <base>:owners (HASH)
-- ARGV: base, the beginning of the tokens of that poll
-- @include clock
-- @include preflight
local at = math.floor(now())
check('ZADD', KEYS[1])
check('HDEL', KEYS[2])
check('PUBLISH', ARGV[1] .. ':wake')
local owners = redis.call('HGETALL', KEYS[2])
for i = 1, #owners, 2 do
  if string.sub(owners[i + 1], 1, #ARGV[2]) == ARGV[2] then
    redis.call('ZADD', KEYS[1], 'XX', at, owners[i])
    redis.call('HDEL', KEYS[2], owners[i])
    redis.call('PUBLISH', ARGV[1] .. ':wake', owners[i])
  end
end
return 1
