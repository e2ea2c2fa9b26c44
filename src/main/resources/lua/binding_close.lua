-- Marks a group or topic as closed, unless its binding has changed since it was read.
-- KEYS[1] bindings  HASH place -> JSON
-- ARGV[1] place
-- ARGV[2] the JSON that was read
-- ARGV[3] the new JSON
-- Returns 1 if done, 0 if the binding has changed meanwhile or is gone.
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
