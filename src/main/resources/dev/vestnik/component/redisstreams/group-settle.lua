#!lua flags=allow-oom
-- Settles entries of a group: the enlisted writes, the dead letters, the numbers of failures, and last the acknowledgement.
-- It writes nothing unless every entry is still pending with this consumer, and the consumer holds the lease. Without a lease,
-- it writes nothing if another consumer has taken the name, and with it the pending entries; an expired name does no harm.
-- KEYS: the stream (STREAM), <stream>:<group>:failures (HASH), <stream>:dead (STREAM), the name's lease (STRING), and the
--       lease (STRING) if the group needs one
-- ARGV: group, consumer, token of the name's lease, token of the lease ('' if there is none), a unique name if writes are
--       enlisted but no entry is dead or done (else ''), the list of all ids in order, then enlisted writes, dead letters, the
--       list of ids that failed and their number of failures, the list of done ids, and the list of dead or done ids that had
--       failed before
-- Returns 1, or 0 if another consumer owns one of the entries. A repetition after a lost answer writes nothing: dead and done
-- entries are not pending any more, and otherwise the unique name is remembered for ten minutes.
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

-- Passes over what follows in ARGV, without perform only checking it.
local function settle(perform)
  enlisted(perform)
  local dead = {}
  if perform then dead = bury(KEYS[1], KEYS[3], '', group) else bury_check(KEYS[1], KEYS[3]) end
  local failed, failures = list(), one()
  local done, forgotten = list(), list()
  if not perform then
    if #failed > 0 then check('HSET', KEYS[2]) end
    if #forgotten > 0 then check('HDEL', KEYS[2]) end
    check('XACK', KEYS[1])
    return
  end
  for _, id in ipairs(failed) do redis.call('HSET', KEYS[2], id, failures) end
  for _, id in ipairs(dead) do done[#done + 1] = id end
  if #forgotten > 0 then redis.call('HDEL', KEYS[2], unpack(forgotten)) end
  if #done > 0 then redis.call('XACK', KEYS[1], group, unpack(done)) end
end

local begin = position
settle(false)
position = begin
if ARGV[5] ~= '' then
  local once = KEYS[2] .. ':' .. ARGV[5]
  check('SET', once)
  if not redis.call('SET', once, '', 'NX', 'PX', 600000) then return 1 end
end
settle(true)
return 1
