#!lua
-- Writes one entry to a stream with a maximum length, and removes the oldest entries that no group needs any more; 1,000 at
-- most, so that the script does not block Redis for long. Refused when Redis is out of memory.
-- KEYS: the stream (STREAM)
-- ARGV: length, then fields and values
-- Returns {id, by how many entries the stream is too long now, the group that needs the oldest of them ('' if none does)}.
-- @include needed
-- @include preflight
check('XADD', KEYS[1])
check('XLEN', KEYS[1])
check('XRANGE', KEYS[1])
check('XINFO', KEYS[1], 'GROUPS')
check('XPENDING', KEYS[1])
check('XTRIM', KEYS[1])
local id = redis.call('XADD', KEYS[1], '*', unpack(ARGV, 2))
local over = redis.call('XLEN', KEYS[1]) - ARGV[1]
if over <= 0 then return {id, 0, ''} end
local oldest = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', math.min(over, 1000) + 1)
local limit = oldest[#oldest][1]
local first, whose = needed(KEYS[1])
if first and before(first, limit) then limit = first else whose = '' end
return {id, over - redis.call('XTRIM', KEYS[1], 'MINID', limit), whose}
