-- @include arguments
-- @include keyed
-- @include preflight

-- Passes over the enlisted writes that come next in ARGV: their number, then for each the number of its words and the words, or
-- 0, the stream, the key and the list of the fields. Without perform it checks them, else it performs them; check first.
local function enlisted(perform)
  for _ = 1, tonumber(one()) do
    local words = tonumber(one())
    if words == 0 then
      local base, key, fields = one(), one(), list()
      if perform then keyed_add(base, key, fields) else keyed_check(base, key) end
    else
      if perform then
        redis.call(unpack(ARGV, position, position + words - 1))
      else
        check_words(position, words)
      end
      position = position + words
    end
  end
  if perform then keyed_added() end
end
