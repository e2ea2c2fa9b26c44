#!lua flags=allow-oom
-- Takes over the entries that have been pending with other consumers for too long; their number of deliveries stays.
-- KEYS: the stream (STREAM), and the lease (STRING) if the group needs one
-- ARGV: group, consumer, token of the lease ('' if there is none), idle ms, cursor
-- Returns {the next cursor, how many were taken over, how many of them no longer exist}; cursor '' if the caller does not
-- hold the lease.
if ARGV[3] ~= '' and redis.call('GET', KEYS[2]) ~= ARGV[3] then return {'', 0, 0} end
local claimed = redis.call('XAUTOCLAIM', KEYS[1], ARGV[1], ARGV[2], ARGV[4], ARGV[5], 'COUNT', 200, 'JUSTID')
return {claimed[1], #claimed[2], #(claimed[3] or {})}
