#!lua flags=allow-oom
-- Keeps entries from being claimed by others, or gives them back to be claimed at once.
-- KEYS: the stream (STREAM)
-- ARGV: group, consumer, the idle ms that the entries have from now on, then ids
-- Returns the ids that are not pending with this consumer any more.
local lost = {}
for i = 4, #ARGV do
  if #redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[i], ARGV[i], 1, ARGV[2]) == 0 then
    lost[#lost + 1] = ARGV[i]
  else
    redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[i], 'IDLE', ARGV[3], 'JUSTID')
  end
end
return lost
