-- Notes that the card of a storm in one chat is about to show these incidents: a change of one of them after this moment then
-- reaches the card, although it is not sent yet. An incident that does not exist is left out.
-- KEYS   incident:<key> STRING, JSON, and cards:<key> HASH, and so on
-- ARGV[1] the field of cards:<key> that stands for the storm of the chat
-- Returns how many incidents exist.
-- @include /dev/vestnik/component/redisstreams/preflight
for i = 1, #KEYS, 2 do
  check('HSET', KEYS[i + 1])
  check('PEXPIRE', KEYS[i + 1])
end
local found = 0
for i = 1, #KEYS, 2 do
  local kept = redis.call('PTTL', KEYS[i])
  if kept ~= -2 then
    found = found + 1
    redis.call('HSET', KEYS[i + 1], ARGV[1], '')
    if kept > 0 then redis.call('PEXPIRE', KEYS[i + 1], kept) end
  end
end
return found
