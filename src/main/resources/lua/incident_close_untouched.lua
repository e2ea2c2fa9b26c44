-- Closes one open incident that no event has touched for long.
-- KEYS[1] incidents:open   ZSET key -> epoch milliseconds of the last event
-- KEYS[2] incident:<key>   STRING, JSON
-- KEYS[3] escalations      ZSET key -> epoch milliseconds of the next step
-- KEYS[4] cards:outdated   ZSET key -> epoch milliseconds of the change
-- KEYS[5..]                the other keys of the incident, which expire with it
-- ARGV[1] the incident's key
-- ARGV[2] untouched since: epoch milliseconds
-- ARGV[3] now, ISO 8601
-- ARGV[4] how long a closed incident is kept, milliseconds
-- ARGV[5] now, epoch milliseconds
-- Returns 1 if it was closed, 0 if an event has touched it meanwhile, or it is closed already.
-- @include /dev/vestnik/component/redisstreams/preflight
local touched = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not touched or tonumber(touched) > tonumber(ARGV[2]) then
  return 0
end
local json = redis.call('GET', KEYS[2])
local closed
if json then
  local incident = cjson.decode(json)
  incident.closed = ARGV[3]
  closed = cjson.encode(incident)
end
check('ZREM', KEYS[1])
check('SET', KEYS[2])
check('ZREM', KEYS[3])
check('ZADD', KEYS[4])
for i = 5, #KEYS do check('PEXPIRE', KEYS[i]) end
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
if closed then
  redis.call('SET', KEYS[2], closed, 'PX', ARGV[4])
  for i = 5, #KEYS do redis.call('PEXPIRE', KEYS[i], ARGV[4]) end
  redis.call('ZADD', KEYS[4], ARGV[5], ARGV[1])
end
return 1
