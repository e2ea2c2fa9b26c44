-- Removes entries that are older than an id, about 20,000 at most, so that no script blocks Redis for long. If it removed fewer
-- than 10,000, no older entry is left.
local function trim(stream, id)
  local removed = redis.call('XTRIM', stream, 'MINID', '~', id, 'LIMIT', 20000)
  if removed < 10000 then removed = removed + redis.call('XTRIM', stream, 'MINID', '=', id) end
  return removed
end
