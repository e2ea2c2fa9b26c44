#!lua flags=allow-oom
-- Settles entries of a group: the enlisted writes, the dead letters, the counts of failures, and last the acknowledgement.
-- Nothing is written unless every one of the entries is still pending with this consumer, and the lease is still its own.
-- KEYS: the stream (STREAM), <stream>:<group>:failures (HASH), <stream>:dead (STREAM), and the lease (STRING) where reading
--       is exclusive
-- ARGV: group, consumer, token of the lease ('' where there is none), the list of all ids in order, then enlisted writes,
--       dead letters, the list of ids that failed once more, and the list of ids that are done
-- Returns 1, or 0 where another consumer owns one of the entries.
local group, consumer = ARGV[1], ARGV[2]
if ARGV[3] ~= '' and redis.call('GET', KEYS[4]) ~= ARGV[3] then return 0 end
local arguments = reader(4)
local ids = arguments.list()
local pending = redis.call('XPENDING', KEYS[1], group, ids[1], ids[#ids], #ids, consumer)
local all = #pending == #ids
for i = 1, #ids do all = all and pending[i][1] == ids[i] end
if not all then
  for _, id in ipairs(ids) do
    if #redis.call('XPENDING', KEYS[1], group, id, id, 1, consumer) == 0 then return 0 end
  end
end

enlisted(arguments)
local dead = bury(arguments, KEYS[1], KEYS[3], '', group)
for _, id in ipairs(arguments.list()) do redis.call('HINCRBY', KEYS[2], id, 1) end
local done = arguments.list()
for _, id in ipairs(dead) do done[#done + 1] = id end
if #done > 0 then
  redis.call('HDEL', KEYS[2], unpack(done))
  redis.call('XACK', KEYS[1], group, unpack(done))
end
return 1
