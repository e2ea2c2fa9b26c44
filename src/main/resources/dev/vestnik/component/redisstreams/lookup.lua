-- @include arguments

-- How many bytes of looked up values one answer may still have.
local room = 1000000

-- Looks up what is to come with these entries, with the first 100 of them at most: name, value, name, value. Of the names in
-- the first list \1 stands for the key; in those of the second one \1\1 does, and \1field\1, or \1field\2member\1 of the
-- field's JSON, is looked for in each entry. Where the field is missing, or is longer than 4 KiB or no JSON with such a text,
-- there is no name.
local function looked_up(once, each, key, entries)
  local names = {}
  for i, name in ipairs(once) do
    names[i] = key and string.gsub(name, '\1', function() return key end) or name
  end

  local known, read, fields, found = {}, {}, nil, nil
  local function value(field, member)
    if field == '' and member == '' then return key end
    for f = 1, #fields, 2 do
      if fields[f] == field then
        local text = fields[f + 1]
        if member == '' then return text end
        if read[text] == nil then
          local ok, object = pcall(cjson.decode, #text <= 4096 and text or '')
          read[text] = ok and type(object) == 'table' and object or false
        end
        local part = read[text] and read[text][member]
        if type(part) == 'string' then return part end
      end
    end
    found = false
  end
  for _, pattern in ipairs(each) do
    for e = 1, math.min(#entries, 100) do
      fields, found = entries[e][2], true
      local name = string.gsub(pattern, '\1([^\1\2]*)\2?([^\1]*)\1', value)
      if found and not known[name] and #names < 4000 then
        known[name] = true
        names[#names + 1] = name
      end
    end
  end

  if #names == 0 or room <= 0 then return {} end
  local pairs_found = {}
  for i, text in ipairs(redis.call('MGET', unpack(names))) do
    pairs_found[2 * i - 1], pairs_found[2 * i] = names[i], text
    room = room - (text and #text or 0)
  end
  return pairs_found
end
