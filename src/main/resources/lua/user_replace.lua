-- Replaces one user if nobody has changed it since it was read, and counts the change.
-- KEYS[1] users          HASH chat -> JSON
-- KEYS[2] users:version  STRING, a number
-- KEYS[3] users:phones   HASH phone -> chat; the empty field has the version of the users that it belongs to
-- ARGV[1] chat
-- ARGV[2] the JSON that was read; '' if there was none
-- ARGV[3] the new JSON; '' removes the user
-- ARGV[4] phone: every other chat of this phone is removed with it; '' for none
-- Returns {1, removed chats...} if done, {0} if the user has changed meanwhile.
-- The phones are made anew by a login if somebody has changed users without them, as an older version does.
-- @include version
if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then
  return {0}
end
local result = {1}
local phones = {}
local right = (redis.call('HGET', KEYS[3], '') or '') == (redis.call('GET', KEYS[2]) or '')
if ARGV[4] ~= '' and right then
  local other = redis.call('HGET', KEYS[3], ARGV[4])
  local user = other and other ~= ARGV[1] and redis.call('HGET', KEYS[1], other)
  if user and cjson.decode(user).phone == ARGV[4] then result[2] = other end
elseif ARGV[4] ~= '' then
  local users = redis.call('HGETALL', KEYS[1])
  for i = 1, #users, 2 do
    local phone = cjson.decode(users[i + 1]).phone
    phones[phone] = users[i]
    if users[i] ~= ARGV[1] and phone == ARGV[4] then result[#result + 1] = users[i] end
  end
end
local before = ARGV[2] ~= '' and cjson.decode(ARGV[2]).phone
check('HDEL', KEYS[1])
check('HSET', KEYS[1])
check('HDEL', KEYS[3])
check('HSET', KEYS[3])
check('DEL', KEYS[3])
version_check(KEYS[2])
if ARGV[4] ~= '' and not right then
  redis.call('DEL', KEYS[3])
  for phone, chat in pairs(phones) do redis.call('HSET', KEYS[3], phone, chat) end
end
for i = 2, #result do redis.call('HDEL', KEYS[1], result[i]) end
if ARGV[3] == '' then
  redis.call('HDEL', KEYS[1], ARGV[1])
else
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
end
if before and (ARGV[3] == '' or ARGV[4] ~= '') then redis.call('HDEL', KEYS[3], before) end
if ARGV[4] ~= '' then redis.call('HSET', KEYS[3], ARGV[4], ARGV[1]) end
local version = version_next(KEYS[2])
if right or ARGV[4] ~= '' then redis.call('HSET', KEYS[3], '', string.format('%.0f', version)) end
return result
