-- @include clock
-- @include pace
-- @include preflight

-- The additions of keyed_add by stream: the number of entries, the keys, and a key that became due.
local additions = {}

-- Checks what keyed_add and keyed_added do.
local function keyed_check(base, key)
  local stream = base .. ':' .. key
  if types[stream] == 'stream' and passed.XADD and passed.XADD[stream] then return end
  check('TIME')
  check('XADD', stream)
  check('ZADD', base .. ':due')
  check('HINCRBY', base .. ':tally', 'added')
  check('PUBLISH', base .. ':wake')
  pace_free(base .. ':pace:' .. key)
end

-- Adds an entry to the small stream of a key. A key without a due time becomes due now, or when its pace allows.
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

-- Counts the added entries and wakes the consumers of keys; once a script, after the last keyed_add.
local function keyed_added()
  for base, done in pairs(additions) do
    redis.call('HINCRBY', base .. ':tally', 'added', done.added)
    if done.due then redis.call('PUBLISH', base .. ':wake', done.due) end
  end
  additions = {}
end
