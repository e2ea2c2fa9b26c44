#!lua flags=allow-oom
-- Reads new entries for the holder of a lease, and for nobody else.
-- KEYS: the stream (STREAM), the lease (STRING)
-- ARGV: group, consumer, token of the lease, how many at most, the list of the patterns of names to look up
-- Returns {1, entries, what was looked up: name, value, name, value}; {2, the id read last} where there is nothing new; {0}
-- where the lease is not the caller's.
if redis.call('GET', KEYS[2]) ~= ARGV[3] then return {0} end
local read = redis.call('XREADGROUP', 'GROUP', ARGV[1], ARGV[2], 'COUNT', ARGV[4], 'STREAMS', KEYS[1], '>')
if read then
  local entries = read[1][2]
  local found = looked_up(patterns(reader(5).list()), nil, entries)
  return {1, entries, found}
end
for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local last, name
  for i = 1, #group, 2 do
    if group[i] == 'name' then name = group[i + 1] end
    if group[i] == 'last-delivered-id' then last = group[i + 1] end
  end
  if name == ARGV[1] then return {2, last} end
end
return redis.error_reply('NOGROUP no such group')
