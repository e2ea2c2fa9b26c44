-- Finds the incidents whose owner has to be asked, or has not answered, and puts them off, so that nobody else finds them for a
-- while.
-- KEYS[1] owner-reminders  ZSET incident key -> epoch milliseconds of the next step
-- ARGV[1] what the keys of the incidents begin with (STRINGs, JSON)
-- ARGV[2] what the keys of their owners begin with (STRINGs, JSON)
-- ARGV[3] what the keys of the owners' last reports begin with (STRINGs, epoch milliseconds)
-- ARGV[4] what the keys of the reports about which the owner was asked begin with (STRINGs)
-- ARGV[5] now, epoch milliseconds
-- ARGV[6] until when they are put off, epoch milliseconds
-- ARGV[7] how many at most
-- ARGV[8] the pause after a report, milliseconds
-- ARGV[9] 1: those who have not answered; 0: those who have to be asked
-- Returns incident key, number, generation, owner (JSON) and last report of each. What is closed or free is removed, what is
-- silenced only put off.
-- @include /dev/vestnik/component/redisstreams/preflight
local due = {}
check('ZREM', KEYS[1])
check('ZADD', KEYS[1])
for _, key in ipairs(redis.call('ZRANGE', KEYS[1], '-inf', ARGV[5], 'BYSCORE', 'LIMIT', 0, ARGV[7])) do
  local json = redis.call('GET', ARGV[1] .. key)
  local incident = json and cjson.decode(json)
  local owner = redis.call('GET', ARGV[2] .. key)
  local report = redis.call('GET', ARGV[3] .. key)
  if not incident or incident.closed or not incident.step or not owner or not report then
    redis.call('ZREM', KEYS[1], key)
  elseif incident.silence then
    redis.call('ZADD', KEYS[1], 'XX', ARGV[6], key)
  else
    local asked = redis.call('GET', ARGV[4] .. key) == report
    if not asked and tonumber(report) + ARGV[8] > tonumber(ARGV[5]) then
      redis.call('ZADD', KEYS[1], 'XX', tonumber(report) + ARGV[8], key)
    elseif asked == (ARGV[9] == '1') then
      redis.call('ZADD', KEYS[1], 'XX', ARGV[6], key)
      due[#due + 1] = key
      due[#due + 1] = string.format('%.0f', incident.number or 0)
      due[#due + 1] = string.format('%.0f', incident.generation or 0)
      due[#due + 1] = owner
      due[#due + 1] = report
    end
  end
end
return due
