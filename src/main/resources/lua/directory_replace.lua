-- Puts a whole new directory in place of the old one, and counts the change.
-- KEYS[1] people             HASH phone -> JSON
-- KEYS[2] areas              HASH area -> name
-- KEYS[3] ranges             HASH CIDR -> area
-- KEYS[4] areas:escalations  HASH area -> the steps of its escalation
-- KEYS[5] directory:version  STRING, a number
-- ARGV[1], ARGV[2], ARGV[3], ARGV[4]  JSON objects: what the four hashes shall be, all values text
-- Returns the new version.
-- @include version
local hashes = {}
for i = 1, 4 do
  hashes[i] = cjson.decode(ARGV[i])
  check('DEL', KEYS[i])
  check('HSET', KEYS[i])
end
version_check(KEYS[5])
for i = 1, 4 do
  redis.call('DEL', KEYS[i])
  for field, value in pairs(hashes[i]) do redis.call('HSET', KEYS[i], field, value) end
end
return version_next(KEYS[5])
