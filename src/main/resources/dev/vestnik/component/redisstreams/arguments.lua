-- Reads ARGV in order: one value, or a list that follows its length.
local position = 1

local function one()
  position = position + 1
  return ARGV[position - 1]
end

local function list()
  local all = {}
  for i = 1, tonumber(one()) do all[i] = one() end
  return all
end
