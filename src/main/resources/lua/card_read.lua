-- Reads what the card of one chat shows. If the chat is about to get its card, notes that first: a change of the incident
-- after this moment then reaches the card, although it is not sent yet.
-- KEYS[1] incident:<key>  STRING, JSON
-- KEYS[2] owner:<key>     STRING, JSON
-- KEYS[3] cards:<key>     HASH chat -> JSON; '' for a card that is not sent yet
-- KEYS[4] holders:<key>   SET of chats
-- KEYS[5] history:<key>   LIST of JSON
-- ARGV[1] chat
-- ARGV[2] '1' if the chat is about to get its card
-- Returns {incident, owner or '', card or '', about 100 holders at most, history, the number of all holders}; {} if there is no
-- such incident.
-- @include /dev/vestnik/component/redisstreams/preflight
local incident = redis.call('GET', KEYS[1])
if not incident then
  return {}
end
if ARGV[2] == '1' and redis.call('HEXISTS', KEYS[3], ARGV[1]) == 0 then
  check('HSET', KEYS[3])
  check('PEXPIRE', KEYS[3])
  redis.call('HSET', KEYS[3], ARGV[1], '')
  local kept = redis.call('PTTL', KEYS[1])
  if kept > 0 then redis.call('PEXPIRE', KEYS[3], kept) end
end
local most_holders = 100
local told = redis.call('SCARD', KEYS[4])
local holders = {}
if told <= most_holders then
  holders = redis.call('SMEMBERS', KEYS[4])
else
  holders = redis.call('SSCAN', KEYS[4], 0, 'COUNT', most_holders)[2]
end
return {
  incident,
  redis.call('GET', KEYS[2]) or '',
  redis.call('HGET', KEYS[3], ARGV[1]) or '',
  holders,
  redis.call('LRANGE', KEYS[5], 0, -1),
  told
}
