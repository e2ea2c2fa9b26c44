-- Puts a whole new directory in place of the old one, and counts the change.
-- KEYS[1] people             HASH phone -> JSON
-- KEYS[2] areas              HASH area -> name
-- KEYS[3] ranges             HASH CIDR -> area
-- KEYS[4] directory:version  STRING, a number
-- ARGV[1], ARGV[2], ARGV[3]  JSON objects: what the three hashes shall be, all values text
-- Returns the new version.
-- @include version
local hashes = {}
for i = 1, 3 do
  hashes[i] = cjson.decode(ARGV[i])
  check('DEL', KEYS[i])
  check('HSET', KEYS[i])
end
version_check(KEYS[4])
for i = 1, 3 do
  redis.call('DEL', KEYS[i])
  for field, value in pairs(hashes[i]) do redis.call('HSET', KEYS[i], field, value) end
end
return version_next(KEYS[4])
