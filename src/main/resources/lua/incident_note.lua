-- Adds a note to the history of an incident.
-- KEYS[1] incident:<key>  STRING, JSON
-- KEYS[2] history:<key>   LIST of JSON
-- KEYS[3] cards:outdated  ZSET incident key -> epoch milliseconds of the change
-- KEYS[4] acted           STREAM; missing: acts are not recorded
-- ARGV[1] the incident's key
-- ARGV[2] the note, JSON
-- ARGV[3] how many lines the history has at most
-- ARGV[4] now, epoch milliseconds
-- Returns 1 if the history has the note, 0 if there is no such incident.
-- @include /dev/vestnik/component/redisstreams/preflight
local json = redis.call('GET', KEYS[1])
if not json then
  return 0
end
for _, line in ipairs(redis.call('LRANGE', KEYS[2], 0, -1)) do
  if line == ARGV[2] then return 1 end
end
local kept = redis.call('PTTL', KEYS[1])
-- What people do to a private incident is not recorded.
local recorded = KEYS[4] and not cjson.decode(json).to
if recorded then check('XADD', KEYS[4]) end
check('RPUSH', KEYS[2])
check('LTRIM', KEYS[2])
check('PEXPIRE', KEYS[2])
check('ZADD', KEYS[3])
redis.call('RPUSH', KEYS[2], ARGV[2])
redis.call('LTRIM', KEYS[2], -tonumber(ARGV[3]), -1)
if recorded then redis.call('XADD', KEYS[4], '*', 'incident', json, 'line', ARGV[2]) end
if kept > 0 then redis.call('PEXPIRE', KEYS[2], kept) end
redis.call('ZADD', KEYS[3], ARGV[4], ARGV[1])
return 1
