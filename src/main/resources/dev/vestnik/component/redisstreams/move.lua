-- Moves elements of a list into a stream, oldest first, each as the field 'body', byte for byte; returns how many. The two are
-- one step, so that nothing is in neither.
local function move(elements, stream, most)
  local items = redis.call('LRANGE', elements, 0, most - 1)
  for _, item in ipairs(items) do redis.call('XADD', stream, '*', 'body', item) end
  if #items > 0 then redis.call('LTRIM', elements, #items, -1) end
  return #items
end
