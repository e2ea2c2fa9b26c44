#!lua flags=allow-oom
-- Reads new entries for the holder of a lease only. It reads nothing while entries are pending with the consumer, because these
-- come first. Redis bounds a read by the number of entries only; this one reads ten at a time and stops after 8 MiB.
-- If somebody has moved the group ahead (XGROUP SETID), it moves it back to the entry that the holder read last, so that no entry
-- is passed over. If it fails midway, a second run completes it.
-- KEYS: the stream (STREAM), the lease (STRING)
-- ARGV: group, consumer, token of the lease, how many at most, the newest id that the holder has read ('' if it has read none)
-- Returns {1, entries, 1 if the group was moved back (else 0)}; {2, the id read last} if there is nothing new; {3} if
-- entries are pending; {0} if the caller does not hold the lease.
local stream, group, consumer, token, most, newest = KEYS[1], ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5]
if redis.call('GET', KEYS[2]) ~= token then return {0} end
if #redis.call('XPENDING', stream, group, '-', '+', 1, consumer) > 0 then return {3} end
local most_bytes, at_once = 8388608, 10
local entries, bytes, moved_back = {}, 0, 0

local function read_new(wanted)
  local read = redis.call('XREADGROUP', 'GROUP', group, consumer, 'COUNT', wanted, 'STREAMS', stream, '>')
  return read and read[1][2] or {}
end

local function passes_over_entries(first)
  local before = first and '(' .. first[1] or '+'
  return newest ~= '' and #redis.call('XRANGE', stream, '(' .. newest, before, 'COUNT', 1) > 0
end

while #entries < most and bytes < most_bytes do
  local wanted = math.min(at_once, most - #entries)
  local some = read_new(wanted)
  if #entries == 0 and passes_over_entries(some[1]) then
    redis.call('XGROUP', 'SETID', stream, group, newest)
    some = read_new(wanted)
    moved_back = 1
  end
  for _, entry in ipairs(some) do
    entries[#entries + 1] = entry
    for _, part in ipairs(entry[2]) do bytes = bytes + #part end
  end
  if #some < wanted then break end
end
if #entries > 0 then return {1, entries, moved_back} end
for _, info in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
  local last, name
  for i = 1, #info, 2 do
    if info[i] == 'name' then name = info[i + 1] end
    if info[i] == 'last-delivered-id' then last = info[i + 1] end
  end
  if name == group then return {2, last} end
end
return redis.error_reply('NOGROUP no such group')
