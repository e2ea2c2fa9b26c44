#!lua flags=allow-oom
-- Reads new entries for the holder of a lease only. It reads nothing while entries are pending with the consumer, because these
-- come first. Redis bounds a read by the number of entries only; this one reads ten at a time and stops after 8 MiB.
-- KEYS: the stream (STREAM), the lease (STRING)
-- ARGV: group, consumer, token of the lease, how many at most
-- Returns {1, entries}; {2, the id read last} if there is nothing new; {3} if
-- entries are pending; {0} if the caller does not hold the lease.
local stream, group, consumer, token, most = KEYS[1], ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
if redis.call('GET', KEYS[2]) ~= token then return {0} end
if #redis.call('XPENDING', stream, group, '-', '+', 1, consumer) > 0 then return {3} end
local most_bytes, at_once = 8388608, 10
local entries, bytes = {}, 0
while #entries < most and bytes < most_bytes do
  local wanted = math.min(at_once, most - #entries)
  local read = redis.call('XREADGROUP', 'GROUP', group, consumer, 'COUNT', wanted, 'STREAMS', stream, '>')
  local some = read and read[1][2] or {}
  for _, entry in ipairs(some) do
    entries[#entries + 1] = entry
    for _, part in ipairs(entry[2]) do bytes = bytes + #part end
  end
  if #some < wanted then break end
end
if #entries > 0 then return {1, entries} end
for _, info in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
  local last, name
  for i = 1, #info, 2 do
    if info[i] == 'name' then name = info[i + 1] end
    if info[i] == 'last-delivered-id' then last = info[i + 1] end
  end
  if name == group then return {2, last} end
end
return redis.error_reply('NOGROUP no such group')
