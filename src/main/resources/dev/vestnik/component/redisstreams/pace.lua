-- The states of paces that this script has read or written; false if there is none.
local paces = {}

-- What is no state of a pace, a key of another type too, counts as none: the next state replaces it. So does a state that was
-- written later than now, because the server's clock was set back.
local function pace_state(name)
  if paces[name] == nil then
    local state = redis.pcall('GET', name)
    if type(state) == 'table' then
      if not string.find(state.err, 'WRONGTYPE', 1, true) then error(state, 0) end
      state = false
    end
    local written = state and string.match(state, '^%d+%.?%d*|%d+%.?%d*|(%d+%.?%d*)$')
    paces[name] = written and tonumber(written) <= now() + 1000 and state or false
  end
  return paces[name]
end

local function pace_keep(name, at, arrival, free)
  local state = string.format('%.3f|%.3f|%.3f', arrival, free, at)
  redis.call('SET', name, state, 'PX', math.ceil(arrival - at) + 1)
  paces[name] = state
end

-- When the next permit of a pace (GCRA, see Rate) is free; 0 if nothing was counted lately.
local function pace_free(name)
  local state = pace_state(name)
  return state and tonumber(string.match(state, '|([^|]+)|')) or 0
end

-- Counts permits of a pace: the theoretical arrival time moves on; the STRING expires once it no longer matters.
local function pace_count(name, at, interval, tolerance, permits)
  if interval <= 0 or permits <= 0 then return end
  local state = pace_state(name)
  local arrival = state and tonumber(string.match(state, '^[^|]+')) or at
  arrival = math.max(arrival, at) + interval * permits
  pace_keep(name, at, arrival, arrival - tolerance)
end

-- Blocks a pace for a time, whatever its rate is.
local function pace_hold(name, at, time)
  local free = at + time
  if time <= 0 or pace_free(name) >= free then return end
  local state = pace_state(name)
  local arrival = math.max(state and tonumber(string.match(state, '^[^|]+')) or 0, free)
  pace_keep(name, at, arrival, free)
end
