-- @include /dev/vestnik/component/redisstreams/clock
-- @include /dev/vestnik/component/redisstreams/preflight

local function version_check(key)
  check('GET', key)
  check('SET', key)
  check('TIME')
end

-- Counts a change: at least the time in microseconds, so that a version never comes again, not even after a loss of all
-- data in the millisecond of the last change.
local function version_next(key)
  local version = math.max((tonumber(redis.call('GET', key)) or 0) + 1, math.floor(now() * 1000))
  redis.call('SET', key, string.format('%.0f', version))
  return version
end
