-- Accepts a duty for an area, unless somebody has done so who is still on duty.
-- KEYS[1] shift-accepted:<chat>:<end>:<area>  STRING, JSON
-- KEYS[2] users                               HASH chat -> JSON
-- ARGV[1] who accepts, JSON
-- ARGV[2] how long that is kept, milliseconds
-- Returns {1, who has accepted} if it is this call that accepts, {0, who has accepted} if not; who is JSON.
local json = redis.call('GET', KEYS[1])
if json then
  local user = redis.call('HGET', KEYS[2], string.format('%.0f', cjson.decode(json).chat))
  if user and cjson.decode(user).onDuty then
    return {0, json}
  end
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return {1, ARGV[1]}
