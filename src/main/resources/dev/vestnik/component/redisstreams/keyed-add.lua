#!lua
-- Writes one entry of a key. Refused when Redis is out of memory.
-- KEYS: the small stream (STREAM), <base>:due (ZSET)
-- ARGV: base, key, then fields and values
-- Returns the id of the entry.
-- @include keyed
keyed_check(ARGV[1], ARGV[2])
local id = keyed_add(ARGV[1], ARGV[2], {unpack(ARGV, 3)})
keyed_added()
return id
