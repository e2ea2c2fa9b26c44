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

-- Does the enlisted writes that stand next in ARGV: their number, then each as its words behind their number, or as 0, the
-- stream, the key and the list of the fields. Where Redis refuses one, those before it are done, and counted.
local function enlisted()
  local ok, problem = pcall(enlisted_all)
  keyed_added()
  if not ok then error(problem, 0) end
end
