#!lua flags=allow-oom
-- Settles the keys that have ended, each independently, then leases the keys that have been due the longest, as many as there
-- are places and as the shared rate allows.
-- KEYS: <base>:due (ZSET), <base>:owners (HASH), <base>:tries (HASH), <base>:rate (STRING), and where something is settled
--       <base>:dead (STREAM)
-- ARGV: base, places, entries a key at most, visibility in ms, a unique token, interval in ms and tolerance
--       in ms of the shared rate (interval 0: none), the beginning of all tokens of the caller, how many
--       settlements, then each as a list: key, token, ms until the key is due again, interval and
--       tolerance in ms of the key's pace, the state of the first entry ('' for none, '-' for none as before), ms in which
--       no key is leased, then enlisted writes, dead letters, and the list of ids that are done
-- Returns {for each settlement 1, or 0 if the key has another owner, or why nothing of it was written}; then ms until something
-- may be due, -1 for never, or why no key was leased; then {for each due key that cannot be read {key, why}}; then for each
-- leased key {key, token, failures, crashes, deliveries, singles, entries, the token of the owner who did not settle in time
-- ('' if there was none)}.
-- @include clock
-- @include pace
-- @include enlisted
-- @include bury
local base, places, batch, visibility = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local interval, tolerance = tonumber(ARGV[6]), tonumber(ARGV[7])
local at = now()

-- How long a key waits that cannot be read.
local unreadable_delay = 2000

-- Checks all that follows, then performs the enlisted writes, buries the dead letters, and last removes the done entries;
-- nothing if the key has another owner.
local function settle()
  local key, token, delay = one(), one(), tonumber(one())
  local key_interval, key_tolerance = tonumber(one()), tonumber(one())
  local state, hold = one(), tonumber(one())
  if redis.call('HGET', KEYS[2], key) ~= token then return 0 end
  local stream, pace = base .. ':' .. key, base .. ':pace:' .. key

  local begin = position
  enlisted(false)
  bury_check(stream, KEYS[5])
  check('XDEL', stream)
  check('XLEN', stream)
  check('UNLINK', stream)
  if key_interval > 0 then check('SET', pace) end
  if hold > 0 then check('SET', KEYS[4]) end
  pace_free(pace)
  pace_free(KEYS[4])
  check('HDEL', KEYS[2])
  check('ZADD', KEYS[1])
  check('ZREM', KEYS[1])
  if state ~= '-' then
    check('HSET', KEYS[3])
    check('HDEL', KEYS[3])
  end
  types[stream] = nil
  position = begin

  enlisted(true)
  local dead = bury(stream, KEYS[5], key, '')
  if #dead > 0 then redis.call('XDEL', stream, unpack(dead)) end
  local done = list()
  if #done > 0 then redis.call('XDEL', stream, unpack(done)) end
  pace_count(pace, at, key_interval, key_tolerance, 1)
  pace_hold(KEYS[4], at, hold)
  redis.call('HDEL', KEYS[2], key)
  if redis.call('XLEN', stream) == 0 then
    redis.call('UNLINK', stream)
    redis.call('ZREM', KEYS[1], key)
    if state ~= '-' then redis.call('HDEL', KEYS[3], key) end
  else
    redis.call('ZADD', KEYS[1], math.max(math.floor(at) + delay, math.ceil(pace_free(pace))), key)
    if state == '' then
      redis.call('HDEL', KEYS[3], key)
    elseif state ~= '-' then
      redis.call('HSET', KEYS[3], key, state)
    end
  end
  return 1
end

-- An error as text.
local function reason(problem) return type(problem) == 'table' and problem.err or tostring(problem) end

position = 9
local settled = {}
for i = 1, tonumber(one()) do
  local length = tonumber(one())
  local behind = position + length
  local ok, result = pcall(settle)
  position = behind
  settled[i] = ok and result or reason(result)
end

local limited = interval > 0
local taken, unreadable = {}, {}

-- Leases keys; returns ms until something may be due.
local function lease()
  if places > 0 then
    check('ZADD', KEYS[1])
    check('ZREM', KEYS[1])
    for i = 2, 3 do
      check('HGET', KEYS[i])
      check('HSET', KEYS[i])
      check('HDEL', KEYS[i])
    end
    if limited then check('SET', KEYS[4]) end
  end
  local free = pace_free(KEYS[4])
  local looked = 0
  while #taken < places do
    local asked = places - #taken
    local due = redis.call('ZRANGE', KEYS[1], '-inf', math.floor(at), 'BYSCORE', 'LIMIT', 0, asked)
    for _, key in ipairs(due) do
      looked = looked + 1
      local stream = base .. ':' .. key
      local paced = pace_free(base .. ':pace:' .. key)
      local readable, problem = pcall(check, 'XRANGE', stream)
      if not readable then
        if not string.find(reason(problem), '^WRONGTYPE') then error(problem, 0) end
        redis.call('ZADD', KEYS[1], 'XX', math.floor(at) + unreadable_delay, key)
        unreadable[#unreadable + 1] = {key, reason(problem)}
      elseif paced > at then
        redis.call('ZADD', KEYS[1], 'XX', math.ceil(paced), key)
      elseif free > at then
        return math.ceil(free - at)
      else
        local state = redis.call('HGET', KEYS[3], key)
        local failures, crashes, deliveries, singles
        if state then
          failures, crashes, deliveries, singles = string.match(state, '^(%d+) (%d+) (%d+) (%d+)$')
        end
        if not failures then failures, crashes, deliveries, singles = 0, 0, 0, 0 end
        local owner = redis.call('HGET', KEYS[2], key) or ''
        -- Another consumer that did not settle in time: it died, hangs, or lost its connection.
        local crashed = owner ~= '' and string.sub(owner, 1, #ARGV[8]) ~= ARGV[8]
        if crashed then crashes, deliveries = crashes + 1, deliveries + 1 end
        local alone = tonumber(singles) > 0 or tonumber(crashes) > 0
        local entries = redis.call('XRANGE', stream, '-', '+', 'COUNT', alone and 1 or batch)
        if #entries == 0 then
          redis.call('ZREM', KEYS[1], key)
          redis.call('HDEL', KEYS[2], key)
          redis.call('HDEL', KEYS[3], key)
        else
          if crashed then
            redis.call('HSET', KEYS[3], key, table.concat({failures, crashes, deliveries, singles}, ' '))
          end
          local token = ARGV[5] .. '-' .. (#taken + 1)
          redis.call('HSET', KEYS[2], key, token)
          redis.call('ZADD', KEYS[1], 'XX', math.floor(at) + visibility, key)
          taken[#taken + 1] = {key, token, tonumber(failures), tonumber(crashes), tonumber(deliveries), tonumber(singles),
            entries, owner}
          if limited then
            pace_count(KEYS[4], at, interval, tolerance, 1)
            free = pace_free(KEYS[4])
          end
        end
      end
    end
    if #due < asked then break end
    if looked >= 1000 then return 0 end
  end
  local first = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2]
  return first and math.max(0, math.ceil(first - at)) or -1
end

local leased, wait = pcall(lease)
if not leased then wait = reason(wait) end
table.insert(taken, 1, unreadable)
table.insert(taken, 1, wait)
table.insert(taken, 1, settled)
return taken
