-- Forgets that the cards of incidents are outdated, unless they have changed again.
-- KEYS[1] cards:outdated or cards:opened  ZSET incident key -> epoch milliseconds of the change
-- ARGV    incident key, the score that was read, and so on
-- Returns how many were forgotten.
-- @include /dev/vestnik/component/redisstreams/preflight
check('ZREM', KEYS[1])
local forgotten = 0
for i = 1, #ARGV, 2 do
  local score = redis.call('ZSCORE', KEYS[1], ARGV[i])
  if score and tonumber(score) == tonumber(ARGV[i + 1]) then
    forgotten = forgotten + redis.call('ZREM', KEYS[1], ARGV[i])
  end
end
return forgotten
