#!lua
-- Writes entries to a stream, all or none. Refused when Redis is out of memory.
-- KEYS: the stream (STREAM)
-- ARGV: of each entry how many fields and values it has, then these
-- Returns the ids.
-- @include preflight
check('XADD', KEYS[1])
local ids, at = {}, 1
while at <= #ARGV do
  local last = at + ARGV[at]
  ids[#ids + 1] = redis.call('XADD', KEYS[1], '*', unpack(ARGV, at + 1, last))
  at = last + 1
end
return ids
