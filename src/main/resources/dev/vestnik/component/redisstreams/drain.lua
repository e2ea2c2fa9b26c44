#!lua
-- Moves elements of a list into a stream. Refused when Redis is out of memory.
-- KEYS: the list (LIST), the stream (STREAM)
-- ARGV: how many at most
-- Returns how many were moved.
-- @include move
return move(KEYS[1], KEYS[2], ARGV[1])
