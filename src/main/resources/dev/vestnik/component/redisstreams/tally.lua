-- Reads counts of streams and numbers of a hash, all at one moment.
-- KEYS: a hash of the caller (HASH), then for each stream <stream>:tally (HASH) and <stream>:due (ZSET)
-- ARGV: how many fields of the hash, the fields, then the streams; the streams of their keys (STREAM) are in the slot of KEYS
-- Returns the number of each field, then for each stream the entries ever added, dead letters, and entries that wait.
local counts = {}
local function add(number) counts[#counts + 1] = tonumber(number or 0) or 0 end

local fields = tonumber(ARGV[1])
for i = 1, fields do add(redis.call('HGET', KEYS[1], ARGV[i + 1])) end
for i = fields + 2, #ARGV do
  local at = 2 * (i - fields - 1)
  local tally = redis.call('HMGET', KEYS[at], 'added', 'dead')
  add(tally[1])
  add(tally[2])
  local waiting = 0
  for _, key in ipairs(redis.call('ZRANGE', KEYS[at + 1], 0, -1)) do
    waiting = waiting + redis.call('XLEN', ARGV[i] .. ':' .. key)
  end
  add(waiting)
end
return counts
