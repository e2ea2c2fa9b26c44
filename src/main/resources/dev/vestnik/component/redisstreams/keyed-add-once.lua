#!lua
-- Writes one entry of a key, unless one with the same deduplication id was written lately. Refused when Redis is out of memory.
-- KEYS: the small stream (STREAM), <base>:due (ZSET), <base>:seen:<id> (STRING, expires)
-- ARGV: base, key, how long the id is remembered in ms, then fields and values
-- Returns the id of the entry; empty: it was not written.
-- @include keyed
keyed_check(ARGV[1], ARGV[2])
check('SET', KEYS[3])
if not redis.call('SET', KEYS[3], '1', 'NX', 'PX', ARGV[3]) then return '' end
local id = keyed_add(ARGV[1], ARGV[2], {unpack(ARGV, 4)})
keyed_added()
return id
