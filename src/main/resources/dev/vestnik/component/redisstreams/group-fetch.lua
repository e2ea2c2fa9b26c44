#!lua flags=allow-oom
-- Reads entries again that are pending with this consumer.
-- KEYS: the stream (STREAM), <stream>:<group>:failures (HASH)
-- ARGV: group, consumer, 1 to count this as one more delivery (else 0), then ids
-- Returns for each entry that is still pending with the consumer {id, deliveries, failures, fields}, or {id} if the entry
-- itself was deleted; the script acknowledges a deleted one.
-- @include preflight
local found = {}
for _, command in ipairs({'XPENDING', 'XRANGE', 'XCLAIM', 'XACK'}) do check(command, KEYS[1]) end
check('HGET', KEYS[2])
check('HDEL', KEYS[2])
for i = 4, #ARGV do
  local id = ARGV[i]
  local pending = redis.call('XPENDING', KEYS[1], ARGV[1], id, id, 1, ARGV[2])[1]
  if pending then
    local entry = redis.call('XRANGE', KEYS[1], id, id)[1]
    if entry then
      local deliveries = pending[4] + tonumber(ARGV[3])
      redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, id, 'RETRYCOUNT', deliveries, 'JUSTID')
      found[#found + 1] = {id, deliveries, tonumber(redis.call('HGET', KEYS[2], id) or 0), entry[2]}
    else
      redis.call('XACK', KEYS[1], ARGV[1], id)
      redis.call('HDEL', KEYS[2], id)
      found[#found + 1] = {id}
    end
  end
end
return found
