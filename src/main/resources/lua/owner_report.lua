-- The owner of an incident reports something: the next reminder comes later.
-- KEYS[1] owner:<key>         STRING, JSON
-- KEYS[2] owner-report:<key>  STRING, epoch milliseconds of the last report
-- KEYS[3] owner-reminders     ZSET incident key -> epoch milliseconds of the next step
-- ARGV[1] the incident's key
-- ARGV[2] the chat of the owner
-- ARGV[3] now, epoch milliseconds
-- ARGV[4] the pause after a report, milliseconds
-- ARGV[5] how long the report is kept, milliseconds
-- Returns 1 if this chat is the owner's, 0 if it is not.
-- @include /dev/vestnik/component/redisstreams/preflight
local owner = redis.call('GET', KEYS[1])
if not owner or string.format('%.0f', cjson.decode(owner).chat) ~= ARGV[2] then
  return 0
end
if redis.call('EXISTS', KEYS[2]) == 1 then
  check('SET', KEYS[2])
  check('ZADD', KEYS[3])
  redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[5])
  redis.call('ZADD', KEYS[3], 'XX', ARGV[3] + ARGV[4], ARGV[1])
end
return 1
