#!lua
-- Puts dead letters back into their stream, as new entries with the same fields. The tally no longer counts them as dead, and
-- does not count them as added again. Refused when Redis is out of memory.
-- KEYS: the dead letters (STREAM), the stream (STREAM) or the beginning of the small streams of its keys
-- ARGV: the first id to read, or '(' and the id before that, the last id, how many at most
-- Returns {how many were put back, the last id that was read ('' for none)}. Other entries stay.
-- @include keyed
local replayed, keyed, last = 0, 0, ''
for _, letter in ipairs(redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[2], 'COUNT', ARGV[3])) do
  last = letter[1]
  local words, about = letter[2], nil
  for i = #words - 1, 1, -2 do
    if words[i] == 'dead-id' then
      about = i
      break
    end
  end
  if about and about > 1 then
    local key = ''
    for i = about, #words, 2 do
      if words[i] == 'dead-key' then key = words[i + 1] end
    end
    local fields = {unpack(words, 1, about - 1)}
    if key == '' then
      redis.call('XADD', KEYS[2], '*', unpack(fields))
    else
      keyed_add(KEYS[2], key, fields)
      keyed = keyed + 1
    end
    redis.call('XDEL', KEYS[1], last)
    replayed = replayed + 1
  end
end
keyed_added()
local tally = string.sub(KEYS[1], 1, -6) .. ':tally'
if replayed > 0 then redis.call('HINCRBY', tally, 'dead', -replayed) end
if keyed > 0 then redis.call('HINCRBY', tally, 'added', -keyed) end
return {replayed, last}
