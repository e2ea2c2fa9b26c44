#!lua
-- Moves elements of a list into a stream, oldest first, each as the field 'body', byte for byte. The move is one step, so no
-- element is ever in neither of them. Refused when Redis is out of memory. It stops after 8 MiB. Of an element of more than 2 MiB
-- it moves the first 64 KiB, with the field 'too-large' that says how long it was: nobody has to read it whole.
-- KEYS: the list (LIST), the stream (STREAM)
-- ARGV: how many at most
-- Returns how many were moved.
-- @include preflight
local most_bytes, longest, kept = 8388608, 2097152, 65536
local moved, bytes = 0, 0
local item = redis.call('LINDEX', KEYS[1], 0)
if not item then return 0 end
check('LINDEX', KEYS[1])
check('XADD', KEYS[2])
check('LTRIM', KEYS[1])
while item and moved < tonumber(ARGV[1]) and bytes < most_bytes do
  if #item > longest then
    redis.call('XADD', KEYS[2], '*', 'body', string.sub(item, 1, kept), 'too-large',
      #item .. ' bytes, right is at most ' .. longest)
  else
    redis.call('XADD', KEYS[2], '*', 'body', item)
  end
  moved = moved + 1
  bytes = bytes + #item
  item = redis.call('LINDEX', KEYS[1], moved)
end
redis.call('LTRIM', KEYS[1], moved, -1)
return moved
