#!lua flags=allow-oom
-- Leases the keys that have been due the longest, as many as there are places, as the shared rate allows.
-- KEYS: <base>:due (ZSET), <base>:owners (HASH), <base>:tries (HASH), <base>:rate (STRING)
-- ARGV: base, places, entries a key at most, visibility in ms, a token that nobody else uses, interval in ms and tolerance
--       in ms of the shared rate (interval 0: none), what all tokens of the caller begin with
-- Returns {ms until something may be due, -1 for never; then of each key {key, token, failures, crashes, deliveries,
-- singles, entries, the token of the owner who did not settle in time ('' if there was none)}}.
local base, places, batch, visibility = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local interval, tolerance = tonumber(ARGV[6]), tonumber(ARGV[7])
local at = now()
local limited = interval > 0
local free = pace_free(KEYS[4])
local taken, looked, wait = {}, 0, nil

while #taken < places and not wait do
  local due = redis.call('ZRANGE', KEYS[1], '-inf', math.floor(at), 'BYSCORE', 'LIMIT', 0, places - #taken)
  if #due == 0 then break end
  for _, key in ipairs(due) do
    looked = looked + 1
    local paced = pace_free(base .. ':pace:' .. key)
    if paced > at then
      redis.call('ZADD', KEYS[1], 'XX', math.ceil(paced), key)
    elseif redis.call('XLEN', base .. ':' .. key) == 0 then
      redis.call('ZREM', KEYS[1], key)
      redis.call('HDEL', KEYS[2], key)
      redis.call('HDEL', KEYS[3], key)
    elseif free > at then
      wait = math.ceil(free - at)
      break
    else
      local state = redis.call('HGET', KEYS[3], key)
      local failures, crashes, deliveries, singles = 0, 0, 0, 0
      if state then
        failures, crashes, deliveries, singles = string.match(state, '^(%d+) (%d+) (%d+) (%d+)$')
      end
      local owner = redis.call('HGET', KEYS[2], key) or ''
      if owner ~= '' and string.sub(owner, 1, #ARGV[8]) ~= ARGV[8] then
        -- Another one that did not settle in time: it died, hangs, or lost its connection.
        crashes, deliveries = crashes + 1, deliveries + 1
        redis.call('HSET', KEYS[3], key, table.concat({failures, crashes, deliveries, singles}, ' '))
      end
      local alone = tonumber(singles) > 0 or tonumber(crashes) > 0
      local entries = redis.call('XRANGE', base .. ':' .. key, '-', '+', 'COUNT', alone and 1 or batch)
      local token = ARGV[5] .. '-' .. (#taken + 1)
      redis.call('HSET', KEYS[2], key, token)
      redis.call('ZADD', KEYS[1], 'XX', math.floor(at) + visibility, key)
      taken[#taken + 1] = {key, token, tonumber(failures), tonumber(crashes), tonumber(deliveries), tonumber(singles), entries,
        owner}
      if limited then
        pace_count(KEYS[4], at, interval, tolerance, 1)
        free = pace_free(KEYS[4])
      end
    end
  end
  if looked >= 1000 then wait = 0 end
end

if not wait then
  local first = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2]
  wait = first and math.max(0, math.ceil(first - at)) or -1
end
table.insert(taken, 1, wait)
return taken
