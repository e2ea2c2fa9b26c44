#!lua flags=allow-oom
-- Removes dead letters that are older than their retention; run it again while it removes 10,000 or more.
-- KEYS: the dead letters (STREAM)
-- ARGV: retention in ms
-- Returns how many were removed.
-- @include clock
-- @include trim
return trim(KEYS[1], string.format('%.0f-0', math.max(0, math.floor(now() - ARGV[1]))))
