-- Puts a staged directory in force, whatever its size without stopping Redis: the hashes are renamed, the old ones are freed in the
-- background. A second run, after an answer that was lost, finds that the first has done it.
-- KEYS[1] people                 HASH phone -> JSON
-- KEYS[2] areas                  HASH area -> name
-- KEYS[3] ranges                 HASH CIDR -> area
-- KEYS[4] areas:escalations      HASH area -> the steps of its escalation
-- KEYS[5] areas:rules            HASH area -> JSON
-- KEYS[6]…KEYS[10]               the same, staged; an empty hash is no key
-- KEYS[11] directory:version     STRING, a number
-- KEYS[12] directory:replacement STRING, which replacement was the last
-- ARGV[1]…ARGV[5]  the number of fields that each hash shall have
-- ARGV[6]          which replacement this is
-- Returns the new version.
-- @include version
for i = 1, 5 do
  check('UNLINK', KEYS[i])
  check('PERSIST', KEYS[i + 5])
  if not redis.acl_check_cmd('RENAME', KEYS[i + 5], KEYS[i]) then
    refuse('NOPERM the user of Redis may not run RENAME ' .. KEYS[i + 5])
  end
end
version_check(KEYS[11])
check('GET', KEYS[12])
check('SET', KEYS[12])
if redis.call('GET', KEYS[12]) == ARGV[6] then return tonumber(redis.call('GET', KEYS[11])) end
for i = 1, 5 do
  if redis.call('HLEN', KEYS[i + 5]) ~= tonumber(ARGV[i]) then
    refuse('ERR the staged directory is not whole, ' .. KEYS[i + 5] .. ' has other fields')
  end
end
for i = 1, 5 do
  redis.call('UNLINK', KEYS[i])
  if tonumber(ARGV[i]) > 0 then
    redis.call('PERSIST', KEYS[i + 5])
    redis.call('RENAME', KEYS[i + 5], KEYS[i])
  end
end
redis.call('SET', KEYS[12], ARGV[6])
return version_next(KEYS[11])
