#!lua flags=allow-oom
-- Renews the ownership of entries, or gives them back so that other consumers can claim them immediately.
-- KEYS: the stream (STREAM)
-- ARGV: group, consumer, the idle ms that the entries have from now on, then ids; entries that are not pending with this
--       consumer any more are skipped. If it fails midway, a second run completes it.
for i = 4, #ARGV do
  if #redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[i], ARGV[i], 1, ARGV[2]) > 0 then
    redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[i], 'IDLE', ARGV[3], 'JUSTID')
  end
end
return 1
