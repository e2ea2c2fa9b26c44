-- Changes the owner of an incident, if it is open in the expected generation, its owner is the expected one, and the new one is
-- logged in.
-- KEYS[1] incident:<key>  STRING, JSON
-- KEYS[2] owner:<key>     STRING, JSON
-- KEYS[3] history:<key>   LIST of JSON
-- KEYS[4] cards:outdated  ZSET incident key -> epoch milliseconds of the change
-- KEYS[5] escalations     ZSET incident key -> epoch milliseconds of the next step
-- KEYS[6] owner-reminders ZSET incident key -> epoch milliseconds of the next step
-- KEYS[7] owner-report:<key>  STRING, epoch milliseconds of the owner's last report
-- KEYS[8] owner-asked:<key>   STRING, the report after which the owner was asked
-- KEYS[9] users           HASH chat -> JSON
-- KEYS[10] acted          STREAM; missing: acts are not recorded
-- ARGV[1] the incident's key
-- ARGV[2] its number
-- ARGV[3] the expected generation
-- ARGV[4] the chat of the expected owner; '' for nobody
-- ARGV[5] the chat of the new owner; '' for nobody
-- ARGV[6] the new owner, JSON
-- ARGV[7] the line of the history, JSON
-- ARGV[8] now, epoch milliseconds
-- ARGV[9] by area, '' for all others, the pauses before each step of an escalation, in milliseconds, JSON; the last one is
--         that of all later steps
-- ARGV[10] how many lines the history has at most
-- ARGV[11] how long after a report the owner is asked, milliseconds; 0: never
-- ARGV[12] how long the report is kept, milliseconds
-- ARGV[13] the last report that the owner was asked about and has not answered; '' if that does not matter
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
if ARGV[13] ~= '' and (redis.call('GET', KEYS[7]) ~= ARGV[13] or redis.call('GET', KEYS[8]) ~= ARGV[13]) then
  return {'OTHER_OWNER', owner, json}
end
if ARGV[5] ~= '' and redis.call('HEXISTS', KEYS[9], ARGV[5]) == 0 then
  return {'LOGGED_OUT', owner, json}
end
-- What people do to a private incident is not recorded.
local recorded = KEYS[10] and not incident.to
if recorded then check('XADD', KEYS[10]) end
check('ZADD', KEYS[6])
check('ZREM', KEYS[6])
check('SET', KEYS[7])
check('SET', KEYS[2])
check('DEL', KEYS[2])
check('RPUSH', KEYS[3])
check('LTRIM', KEYS[3])
check('ZADD', KEYS[4])
check('ZADD', KEYS[5])
check('ZREM', KEYS[5])
redis.call('DEL', KEYS[7], KEYS[8])
redis.call('ZREM', KEYS[6], ARGV[1])
if ARGV[5] ~= '' and incident.step and ARGV[11] ~= '0' then
  redis.call('SET', KEYS[7], ARGV[8], 'PX', ARGV[12])
  redis.call('ZADD', KEYS[6], ARGV[8] + ARGV[11], ARGV[1])
end
if ARGV[5] == '' then
  redis.call('DEL', KEYS[2])
else
  redis.call('SET', KEYS[2], ARGV[6])
end
redis.call('RPUSH', KEYS[3], ARGV[7])
redis.call('LTRIM', KEYS[3], -tonumber(ARGV[10]), -1)
if recorded then redis.call('XADD', KEYS[10], '*', 'incident', json, 'line', ARGV[7]) end
redis.call('ZADD', KEYS[4], ARGV[8], ARGV[1])
local by_area = cjson.decode(ARGV[9])
local pauses = type(incident.area) == 'string' and by_area[incident.area] or by_area['']
if ARGV[5] == '' and incident.step and #pauses > 0 then
  redis.call('ZADD', KEYS[5], ARGV[8] + pauses[math.min(incident.step, #pauses)], ARGV[1])
else
  redis.call('ZREM', KEYS[5], ARGV[1])
end
return {'DONE', ARGV[6], json}
