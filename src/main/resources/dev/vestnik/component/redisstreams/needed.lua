-- Whether a stream id is less than another one.
local function before(one, other)
  local one_time, one_number = string.match(one, '^(%d+)-(%d+)$')
  local other_time, other_number = string.match(other, '^(%d+)-(%d+)$')
  if one_time ~= other_time then return tonumber(one_time) < tonumber(other_time) end
  return tonumber(one_number) < tonumber(other_number)
end

-- The first entry that a group of the stream has not acknowledged or not read, and the name of that group; nil if there is
-- none. The third value is the number of groups.
local function needed(stream)
  local groups = redis.call('XINFO', 'GROUPS', stream)
  local first, whose
  for _, info in ipairs(groups) do
    local group = {}
    for i = 1, #info, 2 do group[info[i]] = info[i + 1] end
    local unread = redis.call('XRANGE', stream, '(' .. group['last-delivered-id'], '+', 'COUNT', 1)[1]
    local id = unread and unread[1]
    if group['pending'] > 0 then
      local pending = redis.call('XPENDING', stream, group['name'])[2]
      if not id or before(pending, id) then id = pending end
    end
    if id and (not first or before(id, first)) then first, whose = id, group['name'] end
  end
  return first, whose, #groups
end
