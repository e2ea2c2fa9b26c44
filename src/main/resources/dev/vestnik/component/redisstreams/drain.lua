#!lua
-- Moves elements of a list into a stream, oldest first, each as the field 'body', byte for byte. The move is one step, so no
-- element is ever in neither of them. Refused when Redis is out of memory.
-- KEYS: the list (LIST), the stream (STREAM)
-- ARGV: how many at most
-- Returns how many were moved.
-- @include preflight
local items = redis.call('LRANGE', KEYS[1], 0, ARGV[1] - 1)
check('XADD', KEYS[2])
check('LTRIM', KEYS[1])
for _, item in ipairs(items) do redis.call('XADD', KEYS[2], '*', 'body', item) end
if #items > 0 then redis.call('LTRIM', KEYS[1], #items, -1) end
return #items
