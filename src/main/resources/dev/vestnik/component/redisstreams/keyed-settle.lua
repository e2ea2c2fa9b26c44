#!lua flags=allow-oom
-- Settles what an owner was given of one key: the enlisted writes, the dead letters, and last the removal of what is done.
-- Nothing is written for anyone who no longer owns the key.
-- KEYS: <base>:due (ZSET), <base>:owners (HASH), <base>:tries (HASH), <base>:dead (STREAM), the small stream (STREAM)
-- ARGV: base, key, token, ms until the key is due again, interval and tolerance in ms of the key's pace, what is known of
--       the head ('' for nothing), ms in which nobody takes any key, then enlisted writes, dead letters, and the list of ids that are done
-- Returns 1, or 0 where the key has another owner.
local base, key, token, delay = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
if redis.call('HGET', KEYS[2], key) ~= token then return 0 end
local arguments = reader(9)
enlisted(arguments)
local dead = bury(arguments, KEYS[5], KEYS[4], key, '')
if #dead > 0 then redis.call('XDEL', KEYS[5], unpack(dead)) end
local done = arguments.list()
if #done > 0 then redis.call('XDEL', KEYS[5], unpack(done)) end

local at = now()
local pace = base .. ':pace:' .. key
pace_count(pace, at, tonumber(ARGV[5]), tonumber(ARGV[6]), 1)
pace_hold(base .. ':rate', at, tonumber(ARGV[8]))
redis.call('HDEL', KEYS[2], key)
if redis.call('XLEN', KEYS[5]) == 0 then
  redis.call('UNLINK', KEYS[5])
  redis.call('ZREM', KEYS[1], key)
  redis.call('HDEL', KEYS[3], key)
else
  redis.call('ZADD', KEYS[1], math.max(math.floor(at) + delay, math.ceil(pace_free(pace))), key)
  if ARGV[7] == '' then
    redis.call('HDEL', KEYS[3], key)
  else
    redis.call('HSET', KEYS[3], key, ARGV[7])
  end
end
return 1
