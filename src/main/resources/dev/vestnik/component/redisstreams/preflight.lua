-- Redis takes back nothing of a script that fails midway. So a script that writes first checks all the commands that it may run
-- from its first write on, reads included: whether the user has the right (ACL), whether the key has the right type, and whether
-- the value is a number where the command needs one. Only then it writes.

-- The type that a command needs; the second table has the commands that make a key of this type.
local needs = {
  GET = 'string', HGET = 'hash', HDEL = 'hash', LINDEX = 'list', LTRIM = 'list', SREM = 'set', ZREM = 'zset',
  XRANGE = 'stream', XLEN = 'stream', XDEL = 'stream', XACK = 'stream', XCLAIM = 'stream', XTRIM = 'stream', XPENDING = 'stream', XINFO = 'stream',
}
local makes = {
  INCR = 'string', INCRBY = 'string', APPEND = 'string', HSET = 'hash', HSETNX = 'hash', HINCRBY = 'hash', LPUSH = 'list',
  RPUSH = 'list', SADD = 'set', ZADD = 'zset', ZINCRBY = 'zset', XADD = 'stream',
}
-- What the key is afterwards, whatever it was before.
local replaces = {SET = 'string', MSET = 'string', DEL = 'none', UNLINK = 'none'}
-- Any type will do.
local takes_any = {PEXPIRE = true, EXPIRE = true, PERSIST = true, PUBLISH = true, TIME = true}

-- The types of keys when the checked commands have run; for each command the keys, and fields, that have passed.
local types, passed = {}, {}

local function refuse(problem)
  types, passed = {}, {}
  error({err = problem .. '; nothing was written'}, 0)
end

local function permitted(command, key, word)
  if command == 'XINFO' then return redis.acl_check_cmd(command, word, key) end
  if key then return redis.acl_check_cmd(command, key) end
  return redis.acl_check_cmd(command)
end

local function check_number(command, key, value)
  if value and not (string.match(value, '^%-?%d+$') and #value <= 18) then
    refuse('ERR ' .. command .. ' ' .. key .. ' is not possible: the value is no whole number')
  end
end

-- Checks one command; the word is the field of HINCRBY, or the subcommand of XINFO.
local function check(command, key, word)
  local done = passed[command]
  if not done then
    done = {}
    passed[command] = done
  end
  local name = key or ''
  if not done[name] then
    if not permitted(command, key, word) then
      refuse('NOPERM the user of Redis may not run ' .. command .. ' ' .. name)
    end
    done[name] = true
  end
  local right = needs[command] or makes[command]
  if right then
    local found = types[key]
    if not found then
      found = redis.call('TYPE', key).ok
      types[key] = found
    end
    if found ~= right and found ~= 'none' then
      refuse('WRONGTYPE ' .. command .. ' ' .. key .. ' is not possible: the key is a ' .. found .. ', right is a ' .. right)
    end
    if makes[command] then types[key] = right end
    if command == 'HINCRBY' and not done[key .. ' ' .. word] then
      check_number(command, key, redis.call('HGET', key, word))
      done[key .. ' ' .. word] = true
    elseif command == 'INCR' or command == 'INCRBY' then
      check_number(command, key, redis.call('GET', key))
    end
  elseif replaces[command] then
    types[key] = replaces[command]
  end
end

-- Checks the command whose words are in ARGV from a position on. Of a command that the tables above do not have, it checks the
-- right only.
local function check_words(from, words)
  local command = string.upper(ARGV[from])
  local last = from + words - 1
  if command == 'MSET' then
    for i = from + 1, last, 2 do check(command, ARGV[i]) end
  elseif command == 'DEL' or command == 'UNLINK' then
    for i = from + 1, last do check(command, ARGV[i]) end
  elseif words > 1 and (needs[command] or makes[command] or replaces[command] or takes_any[command]) and command ~= 'XINFO' then
    check(command, ARGV[from + 1], ARGV[from + 2])
  elseif not redis.acl_check_cmd(unpack(ARGV, from, last)) then
    refuse('NOPERM the user of Redis may not run ' .. command .. ' with its keys')
  end
end
