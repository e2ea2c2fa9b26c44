-- @include arguments
-- @include keyed

local function enlisted_all()
  for _ = 1, tonumber(one()) do
    local words = tonumber(one())
    if words == 0 then
      local base, key = one(), one()
      keyed_add(base, key, list())
    else
      position = position + words
      redis.call(unpack(ARGV, position - words, position - 1))
    end
  end
end

-- Performs the enlisted writes that come next in ARGV: their number, then for each the number of its words and the words, or 0,
-- the stream, the key and the list of the fields. If Redis refuses one, the writes before it stay, and are counted.
local function enlisted()
  local ok, problem = pcall(enlisted_all)
  keyed_added()
  if not ok then error(problem, 0) end
end
