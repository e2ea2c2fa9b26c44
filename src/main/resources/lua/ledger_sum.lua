-- Counts the lines of the ledger, all at one moment.
-- KEYS: the ledger's sum (HASH), the outbox's tally (HASH), the events' tally (HASH), the outbox's due keys (ZSET)
-- ARGV: the outbox, whose keys' streams (STREAM) are in the hash slot of KEYS[1]
-- Returns sent, merged, expired, unreachable, rejected, duplicate, unrouted, added, dead of the outbox, dead of the events,
-- and how many entries wait.
local counts = redis.call('HMGET', KEYS[1],
  'sent', 'merged', 'expired', 'unreachable', 'rejected', 'duplicate', 'unrouted')
local outbox = redis.call('HMGET', KEYS[2], 'added', 'dead')
counts[8], counts[9] = outbox[1], outbox[2]
counts[10] = redis.call('HGET', KEYS[3], 'dead')
local waiting = 0
for _, key in ipairs(redis.call('ZRANGE', KEYS[4], 0, -1)) do
  waiting = waiting + redis.call('XLEN', ARGV[1] .. ':' .. key)
end
counts[11] = waiting
for i = 1, 11 do counts[i] = tonumber(counts[i] or 0) or 0 end
return counts
