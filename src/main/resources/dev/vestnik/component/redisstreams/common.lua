-- What the other scripts of this folder share; it is put before each of them. Times are milliseconds of the server's
-- clock. A key written here beyond KEYS shares the hash tag of KEYS[1], so that a Redis Cluster has it in one slot.

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + time[2] / 1000
end

-- When the next permit of a pace (GCRA, see Rate) is free; 0 where nothing was counted lately.
local function pace_free(name)
  local state = redis.call('GET', name)
  return state and tonumber(string.match(state, '[^|]+$')) or 0
end

-- Counts permits of a pace: the theoretical arrival time moves on; the STRING expires once it no longer matters.
local function pace_count(name, at, interval, tolerance, permits)
  if interval <= 0 or permits <= 0 then return end
  local state = redis.call('GET', name)
  local arrival = state and tonumber(string.match(state, '^[^|]+')) or at
  arrival = math.max(arrival, at) + interval * permits
  redis.call('SET', name, string.format('%.3f|%.3f', arrival, arrival - tolerance), 'PX', math.ceil(arrival - at) + 1)
end

-- Adds an entry to the small stream of a key; a key that is not known to be due yet is due now, or when its pace allows.
local function keyed_add(base, key, fields)
  local id = redis.call('XADD', base .. ':' .. key, '*', unpack(fields))
  local due = math.max(math.floor(now()), math.ceil(pace_free(base .. ':pace:' .. key)))
  if redis.call('ZADD', base .. ':due', 'NX', due, key) == 1 then
    redis.call('PUBLISH', base .. ':wake', key)
  end
  return id
end

-- Reads ARGV from a position on: one value, or a list behind its length.
local function reader(position)
  local self = {}
  function self.one()
    position = position + 1
    return ARGV[position - 1]
  end
  function self.list()
    local list = {}
    for i = 1, tonumber(self.one()) do list[i] = self.one() end
    return list
  end
  return self
end

-- Does the enlisted writes that stand next in ARGV: their number, then each as 'command' and its words,
-- or as 'keyed', the stream, the key and the fields.
local function enlisted(arguments)
  for _ = 1, tonumber(arguments.one()) do
    if arguments.one() == 'keyed' then
      local base, key = arguments.one(), arguments.one()
      keyed_add(base, key, arguments.list())
    else
      redis.call(unpack(arguments.list()))
    end
  end
end

-- Copies the dead letters that stand next in ARGV (their number, then id, deliveries, reason, error of each) with their
-- fields, and returns their ids.
local function bury(arguments, stream, dead, key)
  local ids = {}
  for i = 1, tonumber(arguments.one()) do
    local id, deliveries, reason, problem = arguments.one(), arguments.one(), arguments.one(), arguments.one()
    ids[i] = id
    local found = redis.call('XRANGE', stream, id, id)[1]
    if found then
      local letter = found[2]
      local about = {'dead-id', id, 'dead-key', key, 'dead-reason', reason, 'dead-error', problem,
        'dead-deliveries', deliveries, 'dead-time', string.format('%.0f', now())}
      for _, word in ipairs(about) do letter[#letter + 1] = word end
      redis.call('XADD', dead, '*', unpack(letter))
    end
  end
  return ids
end
