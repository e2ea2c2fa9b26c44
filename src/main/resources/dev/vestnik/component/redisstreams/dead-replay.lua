#!lua
-- Puts dead letters back to where they came from, as they were, as new entries. Refused when Redis is out of memory.
-- KEYS: the dead letters (STREAM), the stream (STREAM), or what the small streams of its keys begin with
-- ARGV: the first id to look at, or '(' and the id before that, the last id, how many at most
-- Returns {how many were put back, the last id that was looked at ('' for none)}. What is no dead letter stays.
local replayed, last = 0, ''
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
    end
    redis.call('XDEL', KEYS[1], last)
    replayed = replayed + 1
  end
end
return {replayed, last}
