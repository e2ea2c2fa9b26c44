#!lua flags=allow-oom
-- Reads entries again that are pending with this consumer.
-- If somebody has deleted the consumer (XGROUP DELCONSUMER), and with it what was pending, the holder of a lease takes back the
-- entries that nobody else has: they are not settled, since only the holder of the lease settles. It stops after 8 MiB.
-- KEYS: the stream (STREAM), <stream>:<group>:failures (HASH)
-- ARGV: group, consumer, 1 to count this as one more delivery (else 0), 1 if the caller holds a lease (else 0), then ids
-- Returns how many entries were taken back, of how many ids it has read the entries, then for each entry that is pending with the consumer {id, deliveries, failures,
-- fields}, or {id} if the entry itself was deleted; the script acknowledges a deleted one.
-- @include preflight
local stream, group, consumer = KEYS[1], ARGV[1], ARGV[2]
local most_bytes = 8388608
local found, bytes = {0, 0}, 0
check('XINFO', stream, 'CONSUMERS')
for _, command in ipairs({'XPENDING', 'XRANGE', 'XCLAIM', 'XACK'}) do check(command, stream) end
check('HGET', KEYS[2])
check('HDEL', KEYS[2])

local function is_deleted()
  for _, info in ipairs(redis.call('XINFO', 'CONSUMERS', stream, group)) do
    for i = 1, #info, 2 do
      if info[i] == 'name' and info[i + 1] == consumer then return false end
    end
  end
  return true
end

if ARGV[4] == '1' and is_deleted() then
  for i = 5, #ARGV do
    local id = ARGV[i]
    if #redis.call('XPENDING', stream, group, id, id, 1) == 0 and #redis.call('XRANGE', stream, id, id) == 1 then
      redis.call('XCLAIM', stream, group, consumer, 0, id, 'FORCE', 'JUSTID')
      found[1] = found[1] + 1
    end
  end
end
for i = 5, #ARGV do
  if bytes >= most_bytes then break end
  found[2] = found[2] + 1
  local id = ARGV[i]
  local pending = redis.call('XPENDING', stream, group, id, id, 1, consumer)[1]
  if pending then
    local entry = redis.call('XRANGE', stream, id, id)[1]
    if entry then
      for _, part in ipairs(entry[2]) do bytes = bytes + #part end
      local deliveries = pending[4] + tonumber(ARGV[3])
      redis.call('XCLAIM', stream, group, consumer, 0, id, 'RETRYCOUNT', deliveries, 'JUSTID')
      found[#found + 1] = {id, deliveries, tonumber(redis.call('HGET', KEYS[2], id) or 0), entry[2]}
    else
      redis.call('XACK', stream, group, id)
      redis.call('HDEL', KEYS[2], id)
      found[#found + 1] = {id}
    end
  end
end
return found
