-- @include arguments
-- @include clock
-- @include preflight

-- The most words that Lua passes to a command, with room for what bury adds.
local most_words = 7000

local function tally_of(dead) return string.sub(dead, 1, -6) .. ':tally' end

-- Passes over the dead letters that come next in ARGV, and checks what bury does with them.
local function bury_check(stream, dead)
  local letters = tonumber(one())
  position = position + 5 * letters
  if letters == 0 then return end
  check('TIME')
  check('XRANGE', stream)
  check('XADD', dead)
  check('HINCRBY', tally_of(dead), 'dead')
  check('HINCRBY', tally_of(dead), 'added')
end

-- Copies the entries that come next in ARGV (their number, then id, deliveries, reason, error of each, and 1 if nobody
-- has counted it as added) with their fields to the dead letters, counts them, and returns their ids. Of an entry with more
-- than 3,500 fields it copies the first ones.
local function bury(stream, dead, key, group)
  local ids = {}
  for i = 1, tonumber(one()) do
    local id, deliveries, reason, problem, foreign = one(), one(), one(), one(), one()
    ids[i] = id
    local found = redis.call('XRANGE', stream, id, id)[1]
    if found then
      local letter = found[2]
      for word = #letter, most_words + 1, -1 do letter[word] = nil end
      local about = {'dead-id', id, 'dead-key', key, 'dead-group', group, 'dead-reason', reason, 'dead-error', problem,
        'dead-deliveries', deliveries, 'dead-time', string.format('%.0f', now())}
      if foreign == '1' then
        about[#about + 1] = 'dead-foreign'
        about[#about + 1] = '1'
      end
      for _, word in ipairs(about) do letter[#letter + 1] = word end
      redis.call('XADD', dead, '*', unpack(letter))
      redis.call('HINCRBY', tally_of(dead), 'dead', 1)
      if foreign == '1' then redis.call('HINCRBY', tally_of(dead), 'added', 1) end
    end
  end
  return ids
end
