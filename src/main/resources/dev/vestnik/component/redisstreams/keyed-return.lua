#!lua flags=allow-oom
-- Gives back what a take leased whose answer was lost, so that nobody knows of it.
-- KEYS: <base>:due (ZSET), <base>:owners (HASH)
-- ARGV: base, what the tokens of that take begin with
-- @include clock
local at = math.floor(now())
local owners = redis.call('HGETALL', KEYS[2])
for i = 1, #owners, 2 do
  if string.sub(owners[i + 1], 1, #ARGV[2]) == ARGV[2] then
    redis.call('ZADD', KEYS[1], 'XX', at, owners[i])
    redis.call('HDEL', KEYS[2], owners[i])
    redis.call('PUBLISH', ARGV[1] .. ':wake', owners[i])
  end
end
return 1
