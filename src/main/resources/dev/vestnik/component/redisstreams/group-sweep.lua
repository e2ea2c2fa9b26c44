#!lua flags=allow-oom
-- Removes consumers of a group whose name nobody leases any more, after taking over their pending entries.
-- KEYS: the stream (STREAM)
-- ARGV: group, consumer, the beginning of the keys of leased names, 1 to remove only those without pending (else 0)
-- Returns {how many were removed, how many entries were taken over}. If it fails midway, a second run completes it.
local removed, taken = 0, 0
for _, info in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local name, pending
  for i = 1, #info, 2 do
    if info[i] == 'name' then name = info[i + 1] end
    if info[i] == 'pending' then pending = info[i + 1] end
  end
  local gone = name ~= ARGV[2] and redis.call('EXISTS', ARGV[3] .. name) == 0
  if gone and (pending == 0 or ARGV[4] == '0') then
    local rows
    repeat
      rows = redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 500, name)
      for _, row in ipairs(rows) do
        redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, row[1], 'RETRYCOUNT', row[4], 'JUSTID')
        taken = taken + 1
      end
    until #rows == 0
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], name)
    removed = removed + 1
  end
end
return {removed, taken}
