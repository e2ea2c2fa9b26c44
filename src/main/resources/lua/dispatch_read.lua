-- Reads everything that one batch of events has to know, in one go.
-- KEYS[1..n]   STRINGs
-- KEYS[n+1..]  SETs
-- ARGV[1]      n
-- Returns one reply a key, in their order: the text or nil; the members.
local strings = tonumber(ARGV[1])
local replies = {}
-- Lua's stack takes 8,000 words at a time.
for from = 1, strings, 4000 do
  local texts = redis.call('MGET', unpack(KEYS, from, math.min(strings, from + 3999)))
  for i, text in ipairs(texts) do replies[from + i - 1] = text end
end
for i = strings + 1, #KEYS do replies[i] = redis.call('SMEMBERS', KEYS[i]) end
return replies
