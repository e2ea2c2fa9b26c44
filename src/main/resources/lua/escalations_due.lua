-- Finds the escalations whose next step is due, and puts them off, so that nobody else finds them for a while.
-- KEYS[1] escalations  ZSET incident key -> epoch milliseconds of the next step
-- ARGV[1] what the keys of the incidents begin with (STRINGs, JSON)
-- ARGV[2] what the keys of their owners begin with (STRINGs)
-- ARGV[3] now, epoch milliseconds
-- ARGV[4] until when they are put off, epoch milliseconds
-- ARGV[5] how many at most
-- Returns incident key, number, generation and step of each. What is closed, taken, silenced or does not escalate is removed.
-- @include /dev/vestnik/component/redisstreams/preflight
local due = {}
check('ZREM', KEYS[1])
check('ZADD', KEYS[1])
for _, key in ipairs(redis.call('ZRANGE', KEYS[1], '-inf', ARGV[3], 'BYSCORE', 'LIMIT', 0, ARGV[5])) do
  local json = redis.call('GET', ARGV[1] .. key)
  local incident = json and cjson.decode(json)
  if not incident or incident.closed or incident.silence or not incident.step or redis.call('EXISTS', ARGV[2] .. key) == 1 then
    redis.call('ZREM', KEYS[1], key)
  else
    redis.call('ZADD', KEYS[1], 'XX', ARGV[4], key)
    due[#due + 1] = key
    due[#due + 1] = string.format('%.0f', incident.number or 0)
    due[#due + 1] = string.format('%.0f', incident.generation or 0)
    due[#due + 1] = string.format('%.0f', incident.step)
  end
end
return due
