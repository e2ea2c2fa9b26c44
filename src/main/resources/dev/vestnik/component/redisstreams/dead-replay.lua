#!lua
-- Puts dead letters back into their stream, as new entries with the same fields. The tally no longer counts them as dead, and
-- does not count them as added again. Refused when Redis is out of memory.
-- KEYS: the dead letters (STREAM), the stream (STREAM) or the beginning of the small streams of its keys
-- ARGV: the first id to read, or '(' and the id before that, the last id, how many at most
-- Returns {how many were put back, the last id that was read ('' for none)}. Other entries stay, and so do the dead letters that
-- somebody else had written to the stream: nothing has counted them as added.
-- @include keyed
local tally = string.sub(KEYS[1], 1, -6) .. ':tally'
local letters, last = {}, ''

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
    local key, foreign = '', false
    for i = about, #words, 2 do
      if words[i] == 'dead-key' then key = words[i + 1] end
      if words[i] == 'dead-foreign' then foreign = true end
    end
    if not foreign then
      if key == '' then check('XADD', KEYS[2]) else keyed_check(KEYS[2], key) end
      letters[#letters + 1] = {id = last, key = key, fields = {unpack(words, 1, about - 1)}}
    end
  end
end
if #letters == 0 then return {0, last} end
check('XDEL', KEYS[1])
check('HINCRBY', tally, 'dead')
check('HINCRBY', tally, 'added')

local keyed = 0
for _, letter in ipairs(letters) do
  if letter.key == '' then
    redis.call('XADD', KEYS[2], '*', unpack(letter.fields))
  else
    keyed_add(KEYS[2], letter.key, letter.fields)
    keyed = keyed + 1
  end
  redis.call('XDEL', KEYS[1], letter.id)
end
keyed_added()
redis.call('HINCRBY', tally, 'dead', -#letters)
if keyed > 0 then redis.call('HINCRBY', tally, 'added', -keyed) end
return {#letters, last}
