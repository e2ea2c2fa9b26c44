#!lua
-- Moves elements of a list into a stream, and reads what is new there for the holder of a lease; where nothing was moved,
-- nothing is read. Refused when Redis is out of memory.
-- KEYS: the stream (STREAM), the lease (STRING), the list (LIST)
-- ARGV: how many to move at most, then as news says
-- Returns {how many were moved, what news returns}.
-- @include move
-- @include news
local moved = move(KEYS[3], KEYS[1], one())
if moved == 0 then return {0, {0}} end
local read = news(KEYS[1], KEYS[2])
if read.err then return read end
return {moved, read}
