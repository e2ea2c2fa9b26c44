#!lua flags=allow-oom
-- Renews leases of keys, or gives them back.
-- KEYS: <base>:due (ZSET), <base>:owners (HASH)
-- ARGV: base, visibility in ms (0: give back), then key and token of each; keys with another owner are skipped
-- @include clock
-- @include preflight
local visibility = tonumber(ARGV[2])
local at = math.floor(now())
check('HGET', KEYS[2])
check('ZADD', KEYS[1])
if visibility == 0 then
  check('HDEL', KEYS[2])
  check('PUBLISH', ARGV[1] .. ':wake')
end
for i = 3, #ARGV, 2 do
  if redis.call('HGET', KEYS[2], ARGV[i]) == ARGV[i + 1] then
    redis.call('ZADD', KEYS[1], 'XX', at + visibility, ARGV[i])
    if visibility == 0 then
      redis.call('HDEL', KEYS[2], ARGV[i])
      redis.call('PUBLISH', ARGV[1] .. ':wake', ARGV[i])
    end
  end
end
return 1
