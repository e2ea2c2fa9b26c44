#!lua
-- Writes entries of a key, all or none, so that its consumer sees them together. Refused when Redis is out of memory.
-- KEYS: the small stream (STREAM), <base>:due (ZSET)
-- ARGV: base, key; then of each entry how many fields and values it has, and these
-- Returns the ids.
-- @include keyed
keyed_check(ARGV[1], ARGV[2])
local ids, at = {}, 3
while at <= #ARGV do
  local last = at + ARGV[at]
  ids[#ids + 1] = keyed_add(ARGV[1], ARGV[2], {unpack(ARGV, at + 1, last)})
  at = last + 1
end
keyed_added()
return ids
