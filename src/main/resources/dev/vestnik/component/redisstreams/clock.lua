-- The server's time in milliseconds; constant during a script. LuaScript.moveClock replaces the last comment by a line that moves it.
local moment
local function now()
  if not moment then
    local time = redis.call('TIME')
    moment = time[1] * 1000 + time[2] / 1000
    -- @offset
  end
  return moment
end
