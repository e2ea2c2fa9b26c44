-- Reads everything that one batch of events has to know, in one go.
-- KEYS[1..n]   STRINGs
-- KEYS[n+1..m] SETs
-- KEYS[m+1..]  HASHes
-- ARGV[1]      n
-- ARGV[2]      m
-- Returns one reply a key, in their order: the text or nil; the members; the values. Fails if a key has another type: MGET
-- answers nil for it, which would stand for an incident or a mark that is not there.
local strings = tonumber(ARGV[1])
local replies = {}
-- Lua's stack takes 8,000 words at a time.
for from = 1, strings, 4000 do
  local texts = redis.call('MGET', unpack(KEYS, from, math.min(strings, from + 3999)))
  for i, text in ipairs(texts) do
    local key = KEYS[from + i - 1]
    if not text and redis.call('TYPE', key).ok ~= 'none' then
      return redis.error_reply('WRONGTYPE ' .. key .. ' is a ' .. redis.call('TYPE', key).ok .. ', right is a string')
    end
    replies[from + i - 1] = text
  end
end
local sets = tonumber(ARGV[2])
for i = strings + 1, sets do replies[i] = redis.call('SMEMBERS', KEYS[i]) end
for i = sets + 1, #KEYS do replies[i] = redis.call('HVALS', KEYS[i]) end
return replies
