#!lua flags=allow-oom
-- Keeps entries from being claimed by others, or gives them back to be claimed at once.
-- KEYS: the stream (STREAM)
-- ARGV: group, consumer, the idle ms that the entries have from now on, then ids; what is not pending with this consumer any
--       more is passed over
for i = 4, #ARGV do
  if #redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[i], ARGV[i], 1, ARGV[2]) > 0 then
    redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[i], 'IDLE', ARGV[3], 'JUSTID')
  end
end
return 1
