#!lua flags=allow-oom
-- Corrects the due times of keys after the server's clock was set back: they were written while it was ahead. Whichever consumer
-- comes first corrects them, once, because the same script keeps the time at which it ran.
-- KEYS: <base>:due (ZSET), <base>:clock (STRING)
-- ARGV: how many ms from now a key may be due at most
-- Returns how many keys were corrected.
-- @include clock
-- @include preflight
-- The clock may be slowed down a little to be right.
local tolerance = 1000
local at, most = math.floor(now()), tonumber(ARGV[1])
check('ZADD', KEYS[1])
check('SET', KEYS[2])
local before = redis.call('TYPE', KEYS[2]).ok == 'string' and tonumber(redis.call('GET', KEYS[2])) or at
local back = before - at > tolerance and before - at or 0
local found = redis.call('ZRANGE', KEYS[1], '(' .. (back > 0 and at or at + most), '+inf', 'BYSCORE', 'WITHSCORES')
for i = 1, #found, 2 do
  local due = tonumber(found[i + 1]) - back
  redis.call('ZADD', KEYS[1], 'XX', due > at + most and at or math.max(at, due), found[i])
end
redis.call('SET', KEYS[2], at)
return #found / 2
