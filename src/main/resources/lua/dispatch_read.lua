-- Reads everything that one batch of events has to know, in one go.
-- KEYS[1..n]   STRINGs
-- KEYS[n+1..]  SETs
-- ARGV[1]      n
-- Returns one reply a key, in their order: the text or nil; the members.
local strings = tonumber(ARGV[1])
local replies = {}
for i, key in ipairs(KEYS) do
  if i <= strings then
    replies[i] = redis.call('GET', key)
  else
    replies[i] = redis.call('SMEMBERS', key)
  end
end
return replies
