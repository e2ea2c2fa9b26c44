#!lua flags=allow-oom
-- Removes entries that are older than their retention and that every group of the stream has acknowledged; run it again while
-- it removes 10,000 or more.
-- KEYS: the stream (STREAM)
-- ARGV: retention in ms
-- Returns {how many were removed, the group that needs an older entry ('' if none does), how old that entry is in ms}.
-- Without any group it removes nothing: a group may be about to be created again.
-- @include clock
-- @include needed
-- @include trim
if redis.call('EXISTS', KEYS[1]) == 0 then return {0, '', 0} end
local first, whose, groups = needed(KEYS[1])
if groups == 0 then return {0, '', 0} end
local at = now()
local limit = string.format('%.0f-0', math.max(0, math.floor(at - ARGV[1])))
if first and before(first, limit) then
  local age = math.floor(at - tonumber(string.match(first, '^%d+')))
  return {trim(KEYS[1], first), whose, age}
end
return {trim(KEYS[1], limit), '', 0}
