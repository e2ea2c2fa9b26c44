-- Redis takes back nothing of a script that fails midway. So a script that writes first checks all the commands that it may run
-- from its first write on, reads included: whether the user has the right (ACL), whether the key has the right type, and whether
-- the value is a number where the command needs one. Only then it writes.

-- The type that a command needs; the second table has the commands that make a key of this type.
local needs = {
  GET = 'string', HGET = 'hash', HDEL = 'hash', LTRIM = 'list', SREM = 'set', ZREM = 'zset', XRANGE = 'stream', XLEN = 'stream',
  XDEL = 'stream', XACK = 'stream', XCLAIM = 'stream', XTRIM = 'stream', XPENDING = 'stream', XINFO = 'stream',
}
local makes = {
  INCR = 'string', INCRBY = 'string', APPEND = 'string', HSET = 'hash', HSETNX = 'hash', HINCRBY = 'hash', LPUSH = 'list',
  RPUSH = 'list', SADD = 'set', ZADD = 'zset', ZINCRBY = 'zset', XADD = 'stream',
}
-- What the key is afterwards, whatever it was before.
local replaces = {SET = 'string', MSET = 'string', DEL = 'none', UNLINK = 'none'}
-- Any type will do.
local takes_any = {PEXPIRE = true, EXPIRE = true, PERSIST = true, PUBLISH = true, TIME = true}

-- The types of keys when the checked commands have run, and the checks that have passed.
local types, passed = {}, {}

local function refuse(problem)
  types, passed = {}, {}
  error({err = problem}, 0)
end

local function type_of(key)
  if not types[key] then types[key] = redis.call('TYPE', key).ok end
  return types[key]
end

local function check_number(command, key, value)
  if value and not (string.match(value, '^%-?%d+$') and #value <= 18) then
    refuse('ERR ' .. command .. ' ' .. key .. ' is not possible: the value is no whole number; nothing was written')
  end
end

-- Checks one command; the word is the field of HINCRBY, or the subcommand of XINFO.
local function check(command, key, word)
  local name = key and command .. ' ' .. key or command
  local right = needs[command] or makes[command]
  if not passed[name] then
    local may
    if command == 'XINFO' then
      may = redis.acl_check_cmd(command, word, key)
    elseif key then
      may = redis.acl_check_cmd(command, key)
    else
      may = redis.acl_check_cmd(command)
    end
    if not may then refuse('NOPERM the user of Redis may not run ' .. name .. '; nothing was written') end
    passed[name] = true
  end
  if right then
    local found = type_of(key)
    if found ~= right and found ~= 'none' then
      refuse('WRONGTYPE ' .. name .. ' is not possible: the key is a ' .. found .. ', right is a ' .. right
        .. '; nothing was written')
    end
    if makes[command] then types[key] = right end
    if command == 'HINCRBY' and not passed[name .. ' ' .. word] then
      check_number(command, key, redis.call('HGET', key, word))
      passed[name .. ' ' .. word] = true
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
    refuse('NOPERM the user of Redis may not run ' .. command .. ' with its keys; nothing was written')
  end
end
