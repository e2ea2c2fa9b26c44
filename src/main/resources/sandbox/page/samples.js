import { word } from './words.js';

const FLOOD = 300;
const FLAPS = 5;

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const sedded = (json) => json.replaceAll('/', '\\/').replaceAll('&', '\\&').replaceAll('#', '&');

/** The samples that the panel offers; the tour pushes the others. */
export const OFFERED = ['failure', 'recovery', 'flood', 'flapping'];

/** Sample events by name; each gives `events`, and the shell text that makes them where they are many. */
export const SAMPLES = {
  failure: () => ({ events: [{
    key: 'core-7/if-3', status: 'critical', title: word('sampleDown'), text: word('sampleDownText'), ip: '10.1.0.7', source: 'sandbox',
  }] }),
  second: () => ({ events: [{ key: 'core-8/if-1', status: 'critical', title: word('sampleSecond'), ip: '10.1.0.8', source: 'sandbox' }] }),
  recoveries: () => ({ events: [
    { key: 'core-7/if-3', status: 'resolved', title: word('sampleUp'), ip: '10.1.0.7', source: 'sandbox' },
    { key: 'core-8/if-1', status: 'resolved', title: word('sampleSecondUp'), ip: '10.1.0.8', source: 'sandbox' },
  ] }),
  recovery: () => ({ events: [{
    key: 'core-7/if-3', status: 'resolved', title: word('sampleUp'), ip: '10.1.0.7', source: 'sandbox',
  }] }),
  flood: () => {
    const one = (n) => ({ key: `sw-${n}/crc`, status: 'warning', title: word('sampleFlood', `sw-${n}`), ip: '10.1.8.1', source: 'sandbox' });
    return { events: Array.from({ length: FLOOD }, (_, i) => one(i + 1)), pattern: JSON.stringify(one('#')), times: FLOOD };
  },
  flapping: () => {
    const down = { key: 'edge-2/if-1', status: 'critical', title: word('sampleFlapDown'), ip: '10.2.0.9', source: 'sandbox' };
    const up = { ...down, status: 'resolved', title: word('sampleFlapUp') };
    return { events: Array.from({ length: FLAPS }, () => [down, up]).flat() };
  },
};

/** The commands that put the same into Vestnik; null where that way is closed. */
export function commands(sample, ways) {
  return { curl: ways.httpToken ? curl(sample, ways) : null, redis: ways.redisUri ? redis(sample, ways) : null };
}

function curl({ events, pattern, times }, ways) {
  const head = `curl -X POST ${location.origin}/events \\\n  -H ${quoted(`Authorization: Bearer ${ways.httpToken}`)} \\\n`
    + `  -H 'Content-Type: application/json' \\\n`;
  if (pattern) {
    return `seq ${times} | sed ${quoted(`s/.*/${sedded(pattern)}/`)} | paste -sd, | sed 's/.*/[&]/' | \\\n${head}  -d @-`;
  }
  return `${head}  -d ${quoted(JSON.stringify(events.length === 1 ? events[0] : events))}`;
}

function redis({ events, pattern, times }, ways) {
  const client = `redis-cli -u ${ways.redisUri}`;
  if (pattern) {
    const line = `RPUSH ${ways.inbox} "${pattern.replaceAll('"', '\\\\"')}"`;
    return `seq ${times} | sed ${quoted(`s/.*/${sedded(line)}/`)} | \\\n  ${client}`;
  }
  return `${client} RPUSH ${ways.inbox} \\\n  ${events.map((event) => quoted(JSON.stringify(event))).join(' \\\n  ')}`;
}
