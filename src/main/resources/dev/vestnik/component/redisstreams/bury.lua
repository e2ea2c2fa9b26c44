-- @include arguments
-- @include clock

-- Copies the entries that come next in ARGV (their number, then id, deliveries, reason, error of each) with their fields to
-- the dead letters, counts them, and returns their ids.
local function bury(stream, dead, key, group)
  local ids = {}
  for i = 1, tonumber(one()) do
    local id, deliveries, reason, problem = one(), one(), one(), one()
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
