#!lua flags=allow-oom
-- Reads new entries for the holder of a lease only. It reads nothing while entries are pending with the consumer, because these
-- come first.
-- KEYS: the stream (STREAM), the lease (STRING)
-- ARGV: group, consumer, token of the lease, how many at most
-- Returns {1, entries}; {2, the id read last} if there is nothing new; {3} if
-- entries are pending; {0} if the caller does not hold the lease.
local stream, group, consumer, token, most = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if redis.call('GET', KEYS[2]) ~= token then return {0} end
if #redis.call('XPENDING', stream, group, '-', '+', 1, consumer) > 0 then return {3} end
local read = redis.call('XREADGROUP', 'GROUP', group, consumer, 'COUNT', most, 'STREAMS', stream, '>')
if read then return {1, read[1][2]} end
for _, info in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
  local last, name
  for i = 1, #info, 2 do
    if info[i] == 'name' then name = info[i + 1] end
    if info[i] == 'last-delivered-id' then last = info[i + 1] end
  end
  if name == group then return {2, last} end
end
return redis.error_reply('NOGROUP no such group')
