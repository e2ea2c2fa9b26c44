#!lua flags=allow-oom
-- Counts messages that bypassed a keyed stream, in the pace of their key and in the rate of all keys.
-- KEYS: <base>:pace:<key> (STRING), <base>:rate (STRING)
-- ARGV: permits, interval and tolerance in ms of the key's pace, interval and tolerance in ms of the shared rate
-- @include clock
-- @include pace
-- @include preflight
local at = now()
for i = 1, 2 do
  check('SET', KEYS[i])
  pace_free(KEYS[i])
end
pace_count(KEYS[1], at, tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[1]))
pace_count(KEYS[2], at, tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[1]))
return 1
