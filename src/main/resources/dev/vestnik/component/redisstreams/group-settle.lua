#!lua flags=allow-oom
-- Settles entries of a group: the enlisted writes, the dead letters, the counts of failures, and last the acknowledgement.
-- Nothing is written unless every one of the entries is still pending with this consumer, and the lease is still its own;
-- or, where there is none, unless nobody else has taken the consumer's name, and with it what is pending. That the name has
-- run out does no harm.
-- KEYS: the stream (STREAM), <stream>:<group>:failures (HASH), <stream>:dead (STREAM), the name's lease (STRING), and the
--       lease (STRING) where reading is exclusive
-- ARGV: group, consumer, token of the name's lease, token of the lease ('' where there is none), a name that nobody else uses
--       where writes are enlisted but nothing is dead or done (else ''),
--       the list of all ids in order, then enlisted writes, dead letters, the list of ids that failed and how often they have by now, the list of ids that are done, and the
--       list of ids that are dead or done and had failed before
-- Returns 1, or 0 where another consumer owns one of the entries. Asked again because the answer was lost, it writes nothing:
-- what was dead or done is not pending any more, and else the name is remembered for a while.
-- @include enlisted
-- @include bury
local group, consumer = ARGV[1], ARGV[2]
if ARGV[4] == '' then
  local holder = redis.call('GET', KEYS[4])
  if holder and holder ~= ARGV[3] then return 0 end
elseif redis.call('GET', KEYS[5]) ~= ARGV[4] then
  return 0
end
position = 6
local ids = list()
local pending = redis.call('XPENDING', KEYS[1], group, ids[1], ids[#ids], #ids, consumer)
local all = #pending == #ids
for i = 1, #ids do all = all and pending[i][1] == ids[i] end
if not all then
  for _, id in ipairs(ids) do
    if #redis.call('XPENDING', KEYS[1], group, id, id, 1, consumer) == 0 then return 0 end
  end
end
if ARGV[5] ~= '' and not redis.call('SET', KEYS[2] .. ':' .. ARGV[5], '', 'NX', 'PX', 600000) then return 1 end

enlisted()
local dead = bury(KEYS[1], KEYS[3], '', group)
local failed, failures = list(), one()
for _, id in ipairs(failed) do redis.call('HSET', KEYS[2], id, failures) end
local done, forgotten = list(), list()
for _, id in ipairs(dead) do done[#done + 1] = id end
if #forgotten > 0 then redis.call('HDEL', KEYS[2], unpack(forgotten)) end
if #done > 0 then redis.call('XACK', KEYS[1], group, unpack(done)) end
return 1
