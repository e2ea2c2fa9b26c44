-- What the other scripts of this folder share; it is put before each of them. Times are milliseconds of the server's
-- clock. A key written here beyond KEYS shares the hash tag of KEYS[1], so that a Redis Cluster has it in one slot.

-- The clock stands still while a script runs.
local moment
local function now()
  if not moment then
    local time = redis.call('TIME')
    moment = time[1] * 1000 + time[2] / 1000
  end
  return moment
end

-- The states of paces that this script has read or written; false where there is none.
local paces = {}

local function pace_state(name)
  if paces[name] == nil then paces[name] = redis.call('GET', name) end
  return paces[name]
end

local function pace_keep(name, at, arrival, free)
  local state = string.format('%.3f|%.3f', arrival, free)
  redis.call('SET', name, state, 'PX', math.ceil(arrival - at) + 1)
  paces[name] = state
end

-- When the next permit of a pace (GCRA, see Rate) is free; 0 where nothing was counted lately.
local function pace_free(name)
  local state = pace_state(name)
  return state and tonumber(string.match(state, '[^|]+$')) or 0
end

-- Counts permits of a pace: the theoretical arrival time moves on; the STRING expires once it no longer matters.
local function pace_count(name, at, interval, tolerance, permits)
  if interval <= 0 or permits <= 0 then return end
  local state = pace_state(name)
  local arrival = state and tonumber(string.match(state, '^[^|]+')) or at
  arrival = math.max(arrival, at) + interval * permits
  pace_keep(name, at, arrival, arrival - tolerance)
end

-- Lets nothing of a pace through for a time, whatever its rate is.
local function pace_hold(name, at, time)
  local free = at + time
  if time <= 0 or pace_free(name) >= free then return end
  local state = pace_state(name)
  local arrival = math.max(state and tonumber(string.match(state, '^[^|]+')) or 0, free)
  pace_keep(name, at, arrival, free)
end

-- What keyed_add has done, by the stream: how many entries it added, to which keys, and whether a key became due.
local additions = {}

-- Adds an entry to the small stream of a key; a key that is not known to be due yet is due now, or when its pace allows.
local function keyed_add(base, key, fields)
  local done = additions[base]
  if not done then
    done = {added = 0, keys = {}}
    additions[base] = done
  end
  local id = redis.call('XADD', base .. ':' .. key, '*', unpack(fields))
  done.added = done.added + 1
  if done.keys[key] then return id end
  done.keys[key] = true
  local due = math.max(math.floor(now()), math.ceil(pace_free(base .. ':pace:' .. key)))
  if redis.call('ZADD', base .. ':due', 'NX', due, key) == 1 then done.due = key end
  return id
end

-- Counts what was added, and wakes those who take keys; once a script, after the last keyed_add.
local function keyed_added()
  for base, done in pairs(additions) do
    redis.call('HINCRBY', base .. ':tally', 'added', done.added)
    if done.due then redis.call('PUBLISH', base .. ':wake', done.due) end
  end
  additions = {}
end

-- Reads ARGV from a position on: one value, or a list behind its length.
local reader
function reader(position)
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
  -- A reader of the list that is next; this one goes on behind it.
  function self.part()
    local length = tonumber(self.one())
    local part = reader(position)
    position = position + length
    return part
  end
  return self
end

-- Does the enlisted writes that stand next in ARGV: their number, then each as 'command' and its words,
-- or as 'keyed', the stream, the key and the fields. Where Redis refuses one, those before it are done, and counted.
local function enlisted(arguments)
  local ok, problem = pcall(function()
    for _ = 1, tonumber(arguments.one()) do
      if arguments.one() == 'keyed' then
        local base, key = arguments.one(), arguments.one()
        keyed_add(base, key, arguments.list())
      else
        redis.call(unpack(arguments.list()))
      end
    end
  end)
  keyed_added()
  if not ok then error(problem, 0) end
end

-- Reads the patterns of names to look up from a list of words: of each how many places it has, the words before the first,
-- and then of each place the field, the member of the field's JSON ('' where the field itself is meant), and the words behind.
-- The field '{}' is the key.
local function patterns(words)
  local all, at = {}, 1
  while at <= #words do
    local pattern = {head = words[at + 1], each = false}
    for place = 1, tonumber(words[at]) do
      local from = at + 3 * place - 1
      pattern[place] = {field = words[from], member = words[from + 1], tail = words[from + 2]}
      pattern.each = pattern.each or words[from] ~= '{}'
    end
    all[#all + 1] = pattern
    at = at + 2 + 3 * #pattern
  end
  return all
end

-- How many bytes of looked up values one answer may still have.
local room = 1000000

-- Looks up what is to come with these entries, with the first 100 of them at most: name, value, name, value. A place without
-- its field, or whose field is longer than 4 KiB or no JSON with such a text, makes no name.
local function looked_up(all, key, entries)
  local names, known, read = {}, {}, {}

  local function json(text)
    if read[text] == nil then
      local ok, value = pcall(cjson.decode, #text <= 4096 and text or '')
      read[text] = ok and type(value) == 'table' and value or false
    end
    return read[text]
  end

  local function value_of(place, fields)
    if place.field == '{}' then return key end
    for f = 1, #fields, 2 do
      if fields[f] == place.field then
        if place.member == '' then return fields[f + 1] end
        local object = json(fields[f + 1])
        local member = object and object[place.member]
        return type(member) == 'string' and member
      end
    end
  end

  local function want(pattern, fields)
    local name = pattern.head
    for _, place in ipairs(pattern) do
      local value = value_of(place, fields)
      if not value then return end
      name = name .. value .. place.tail
    end
    if not known[name] and #names < 4000 then
      known[name] = true
      names[#names + 1] = name
    end
  end

  for _, pattern in ipairs(all) do
    for e = 1, pattern.each and math.min(#entries, 100) or 1 do want(pattern, entries[e][2]) end
  end
  if #names == 0 or room <= 0 then return {} end
  local values = redis.call('MGET', unpack(names))
  local found = {}
  for i, name in ipairs(names) do
    found[2 * i - 1], found[2 * i] = name, values[i]
    room = room - (values[i] and #values[i] or 0)
  end
  return found
end

-- Whether an id of a stream comes before another one.
local function before(one, other)
  local one_time, one_number = string.match(one, '^(%d+)-(%d+)$')
  local other_time, other_number = string.match(other, '^(%d+)-(%d+)$')
  if one_time ~= other_time then return tonumber(one_time) < tonumber(other_time) end
  return tonumber(one_number) < tonumber(other_number)
end

-- The first entry that any group of a stream still needs, as it was not acknowledged or not read, and the name of that
-- group; nil where none needs anything. The third value is how many groups there are.
local function needed(stream)
  local groups = redis.call('XINFO', 'GROUPS', stream)
  local first, whose
  for _, info in ipairs(groups) do
    local group = {}
    for i = 1, #info, 2 do group[info[i]] = info[i + 1] end
    local unread = redis.call('XRANGE', stream, '(' .. group['last-delivered-id'], '+', 'COUNT', 1)[1]
    local id = unread and unread[1]
    if group['pending'] > 0 then
      local pending = redis.call('XPENDING', stream, group['name'])[2]
      if not id or before(pending, id) then id = pending end
    end
    if id and (not first or before(id, first)) then first, whose = id, group['name'] end
  end
  return first, whose, #groups
end

-- Removes what is older than an id, some 20,000 entries at most, so that no script keeps Redis long. Where it removed fewer
-- than 10,000, nothing older is left.
local function trim(stream, id)
  local removed = redis.call('XTRIM', stream, 'MINID', '~', id, 'LIMIT', 20000)
  if removed < 10000 then removed = removed + redis.call('XTRIM', stream, 'MINID', '=', id) end
  return removed
end

-- Copies the dead letters that stand next in ARGV (their number, then id, deliveries, reason, error of each) with their
-- fields, counts them, and returns their ids.
local function bury(arguments, stream, dead, key, group)
  local ids = {}
  for i = 1, tonumber(arguments.one()) do
    local id, deliveries, reason, problem = arguments.one(), arguments.one(), arguments.one(), arguments.one()
    ids[i] = id
    local found = redis.call('XRANGE', stream, id, id)[1]
    if found then
      local letter = found[2]
      local about = {'dead-id', id, 'dead-key', key, 'dead-group', group, 'dead-reason', reason, 'dead-error', problem,
        'dead-deliveries', deliveries, 'dead-time', string.format('%.0f', now())}
      for _, word in ipairs(about) do letter[#letter + 1] = word end
      redis.call('XADD', dead, '*', unpack(letter))
      redis.call('HINCRBY', string.sub(dead, 1, -6) .. ':tally', 'dead', 1)
    end
  end
  return ids
end
