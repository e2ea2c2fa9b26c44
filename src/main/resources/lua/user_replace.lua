-- Replaces one user if nobody has changed it since it was read, and counts the change.
-- KEYS[1] users          HASH chat -> JSON
-- KEYS[2] users:version  STRING, a number
-- ARGV[1] chat
-- ARGV[2] the JSON that was read; '' if there was none
-- ARGV[3] the new JSON; '' removes the user
-- ARGV[4] phone: every other chat of this phone is removed with it; '' for none
-- Returns {1, removed chats...} if done, {0} if the user has changed meanwhile.
-- @include version
if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then
  return {0}
end
local result = {1}
if ARGV[4] ~= '' then
  local users = redis.call('HGETALL', KEYS[1])
  for i = 1, #users, 2 do
    if users[i] ~= ARGV[1] and cjson.decode(users[i + 1]).phone == ARGV[4] then result[#result + 1] = users[i] end
  end
end
check('HDEL', KEYS[1])
check('HSET', KEYS[1])
version_check(KEYS[2])
for i = 2, #result do redis.call('HDEL', KEYS[1], result[i]) end
if ARGV[3] == '' then
  redis.call('HDEL', KEYS[1], ARGV[1])
else
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
end
version_next(KEYS[2])
return result
