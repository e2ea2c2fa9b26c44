-- Changes the owner of an incident, if it is open in the expected generation and its owner is the expected one.
-- KEYS[1] incident:<key>  STRING, JSON
-- KEYS[2] owner:<key>     STRING, JSON
-- KEYS[3] history:<key>   LIST of JSON
-- KEYS[4] cards:outdated  ZSET incident key -> epoch milliseconds of the change
-- KEYS[5] escalations     ZSET incident key -> epoch milliseconds of the next step
-- ARGV[1] the incident's key
-- ARGV[2] its number
-- ARGV[3] the expected generation
-- ARGV[4] the chat of the expected owner; '' for nobody
-- ARGV[5] the chat of the new owner; '' for nobody
-- ARGV[6] the new owner, JSON
-- ARGV[7] the line of the history, JSON
-- ARGV[8] now, epoch milliseconds
-- ARGV[9] the pauses before each step of an escalation, in milliseconds, JSON; the last one is that of all later steps
-- ARGV[10] how many lines the history has at most
-- Returns {outcome, owner or '', incident or ''}; both are JSON, the owner that of after the change.
-- @include /dev/vestnik/component/redisstreams/preflight
local json = redis.call('GET', KEYS[1])
if not json then
  return {'GONE', '', ''}
end
local incident = cjson.decode(json)
local owner = redis.call('GET', KEYS[2]) or ''
if string.format('%.0f', incident.number or 0) ~= ARGV[2] then
  return {'GONE', '', ''}
end
if string.format('%.0f', incident.generation or 0) ~= ARGV[3] then
  return {'REOPENED', owner, json}
end
if incident.closed then
  return {'CLOSED', owner, json}
end
local chat = owner == '' and '' or string.format('%.0f', cjson.decode(owner).chat)
if chat == ARGV[5] then
  return {'DONE', owner, json}
end
if chat ~= ARGV[4] then
  return {'OTHER_OWNER', owner, json}
end
check('SET', KEYS[2])
check('DEL', KEYS[2])
check('RPUSH', KEYS[3])
check('LTRIM', KEYS[3])
check('ZADD', KEYS[4])
check('ZADD', KEYS[5])
check('ZREM', KEYS[5])
if ARGV[5] == '' then
  redis.call('DEL', KEYS[2])
else
  redis.call('SET', KEYS[2], ARGV[6])
end
redis.call('RPUSH', KEYS[3], ARGV[7])
redis.call('LTRIM', KEYS[3], -tonumber(ARGV[10]), -1)
redis.call('ZADD', KEYS[4], ARGV[8], ARGV[1])
local pauses = cjson.decode(ARGV[9])
if ARGV[5] == '' and incident.step and #pauses > 0 then
  redis.call('ZADD', KEYS[5], ARGV[8] + pauses[math.min(incident.step, #pauses)], ARGV[1])
else
  redis.call('ZREM', KEYS[5], ARGV[1])
end
return {'DONE', ARGV[6], json}
