-- Removes what is older than an id, some 20,000 entries at most, so that no script keeps Redis long. Where it removed fewer
-- than 10,000, nothing older is left.
local function trim(stream, id)
  local removed = redis.call('XTRIM', stream, 'MINID', '~', id, 'LIMIT', 20000)
  if removed < 10000 then removed = removed + redis.call('XTRIM', stream, 'MINID', '=', id) end
  return removed
end
