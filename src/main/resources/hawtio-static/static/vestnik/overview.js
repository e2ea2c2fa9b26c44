import { AskedDeed, Deed } from './deeds.js';
import { ask, bean, call, exec, read } from './jolokia.js';
import { List, Mark, Shown } from './list.js';
import { metrics } from './metrics.js';
import { usePolled } from './polling.js';
import { h, pf, router } from './ui.js';

const {
  Alert, Card, CardBody, CardTitle, DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm, Gallery,
  Stack, StackItem,
} = pf;

const STREAMS = ['redis_streams_lag', 'redis_streams_pending', 'redis_streams_keys', 'redis_streams_overdue_seconds', 'redis_streams_dead_letters'];
const TOTALS = ['vestnik_oldest_unsent_seconds', 'vestnik_waking_unsent', 'vestnik_inbox_waiting', 'vestnik_incidents_open', 'vestnik_users_unreachable'];
const PROCESS = ['process_uptime_seconds', 'jvm_memory_used_bytes', 'jvm_memory_max_bytes', 'jvm_threads_live_threads'];
const COLORS = { UP: 'green', DOWN: 'red', OUT_OF_SERVICE: 'red' };

async function look() {
  const [[health, delivery, letters, rejected, leadership, duty], figures] = await Promise.all([
    ask([
      exec(bean('Health'), 'list'), read(bean('Delivery')), read(bean('DeadLetters')), read(bean('Rejected')),
      read(bean('Leadership')), read(bean('Duty')),
    ]),
    metrics([...STREAMS, ...TOTALS, ...PROCESS]),
  ]);
  return { health, delivery, letters, rejected, leadership, duty, figures };
}

/** Whether all is well, and what to look at. */
export function Overview() {
  const state = usePolled(look);
  return h(Shown, { of: state, draw: (now) => h(Stack, { hasGutter: true }, [
    h(Problems, now),
    h(Gallery, { hasGutter: true, minWidths: { default: '280px' } },
      h(Delivery, { ...now, again: state.again }), h(ToLookAt, now), h(Process, now)),
    h(Streams, now),
    h(Parts, now),
  ].map((part, index) => h(StackItem, { key: index }, part))) });
}

const parts = ({ health }) => (health.problem ? [] : JSON.parse(health.value));

function Problems(now) {
  const areas = now.duty.value?.AreasWithoutAnybody ?? [];
  const sentences = [
    ...(now.health.problem ? [{ variant: 'danger', title: `The health is not known: ${now.health.problem}` }] : []),
    ...parts(now).filter(({ status }) => COLORS[status] === 'red')
      .map(({ part, status, why }) => ({ variant: 'danger', title: `${part} is ${status}`, text: why })),
    ...(areas.length ? [{ variant: 'warning', title: `Nobody would be woken now in: ${areas.join(', ')}` }] : []),
  ];
  if (sentences.length === 0) return h(Alert, { variant: 'success', isInline: true, title: 'Everything works.' });
  return sentences.map(({ variant, title, text }) => h(Alert, { key: title, variant, isInline: true, title }, text));
}

function Facts({ title, facts, children }) {
  return h(Card, { isCompact: true, isFullHeight: true },
    h(CardTitle, { component: 'h2' }, title),
    h(CardBody, null,
      h(DescriptionList, { isHorizontal: true, isCompact: true }, facts.map(([term, fact]) =>
        h(DescriptionListGroup, { key: term },
          h(DescriptionListTerm, null, term), h(DescriptionListDescription, null, fact ?? 'unknown'))))),
    children && h(CardBody, null, children));
}

const figure = ({ figures }, name) => figures.find((one) => one.name === name)?.value;

function Delivery({ again, ...now }) {
  const { Paused: paused, Problem: problem } = now.delivery.value ?? {};
  const oldest = figure(now, 'vestnik_oldest_unsent_seconds');
  const then = async (operation) => {
    const answer = await call('Delivery', operation);
    again();
    return answer;
  };
  return h(Facts, {
    title: 'Delivery',
    facts: [
      ['Telegram', now.delivery.problem ?? (paused ? h(Mark, { color: 'orange' }, `paused ${paused}`) : problem ? h(Mark, { color: 'red' }, problem) : h(Mark, { color: 'green' }, 'sends'))],
      ['Oldest unsent event', oldest === undefined ? undefined : oldest === 0 ? 'none waits' : `${Math.round(oldest)} s`],
      ['Unsent that wake', figure(now, 'vestnik_waking_unsent')],
      ['In the inbox', figure(now, 'vestnik_inbox_waiting')],
    ],
  }, paused
    ? h(Deed, { act: () => then('resume') }, 'Resume delivery')
    : h(AskedDeed, {
      act: () => then('pause'), question: 'Pause delivery?', verb: 'Pause',
      text: 'No instance sends messages until somebody resumes it. Events are kept; replies to commands are sent.',
    }, 'Pause delivery'));
}

const to = (tab, text) => h(router.Link, { to: `/vestnik/${tab}` }, text);

function ToLookAt(now) {
  const { Events: events, Outbox: outbox, Updates: updates, Acted: acted } = now.letters.value ?? {};
  const given = [[outbox, 'for a person'], [events, 'before dispatch'], [updates, 'from people'], [acted, 'for other systems']]
    .filter(([count], index) => count > 0 || index < 2).map(([count, whose]) => `${count} ${whose}`).join(', ');
  return h(Facts, {
    title: 'To look at',
    facts: [
      ['Dead letters', now.letters.problem ?? to('dead-letters', given)],
      ['Open incidents', to('incidents', figure(now, 'vestnik_incidents_open') ?? 'unknown')],
      ['People not reachable', to('people', figure(now, 'vestnik_users_unreachable') ?? 'unknown')],
      ['Invalid events kept', now.rejected.problem ?? now.rejected.value.Kept],
    ],
  });
}

function Process({ leadership, figures }) {
  const place = (where) => h(Mark, { color: where === 'nowhere' ? 'red' : where === 'unknown' ? 'grey' : 'green' }, where);
  const megabytes = (metric) => Math.round(figures.filter(({ name, labels }) => name === metric && labels.area === 'heap')
    .reduce((sum, one) => sum + Math.max(one.value, 0), 0) / 1e6);
  const hours = (figure({ figures }, 'process_uptime_seconds') ?? 0) / 3600;
  return h(Facts, {
    title: 'This instance',
    facts: [
      ['Dispatch runs', leadership.problem ?? place(leadership.value.Dispatch)],
      ['Telegram is polled', leadership.problem ?? place(leadership.value.TelegramPoll)],
      ['Up', hours < 1 ? `${Math.round(hours * 60)} min` : `${Math.round(hours)} h`],
      ['Heap', `${megabytes('jvm_memory_used_bytes')} of ${megabytes('jvm_memory_max_bytes')} MB`],
      ['Threads', figure({ figures }, 'jvm_threads_live_threads')],
    ],
  });
}

function Streams({ figures }) {
  const names = [...new Set(figures.filter(({ name }) => STREAMS.includes(name)).map(({ labels }) => labels.stream))].sort();
  const cell = (metric) => (stream) => {
    const found = figures.filter(({ name, labels }) => name === metric && labels.stream === stream);
    return found.length ? Math.round(found[0].value) : '–';
  };
  return h(List, {
    name: 'Streams',
    rows: names,
    keyOf: (stream) => stream,
    columns: [
      { title: 'Stream', cell: (stream) => stream },
      { title: 'Not read yet', cell: cell('redis_streams_lag') },
      { title: 'Read, not settled', cell: cell('redis_streams_pending') },
      { title: 'Chats waiting', cell: cell('redis_streams_keys') },
      { title: 'Overdue, seconds', cell: cell('redis_streams_overdue_seconds') },
      { title: 'Dead letters', cell: cell('redis_streams_dead_letters') },
    ],
    empty: { title: 'No streams', sentence: 'This instance reads no stream: it has no role that does.' },
  });
}

function Parts(now) {
  const rows = parts(now);
  return h(List, {
    name: 'Health',
    rows,
    keyOf: ({ part }) => part,
    columns: [
      { title: 'Part of the health', cell: ({ part }) => part },
      { title: 'State', cell: ({ status }) => h(Mark, { color: COLORS[status] ?? 'grey' }, status) },
      { title: 'Reason', cell: ({ why }) => why },
    ],
    empty: { title: 'No health', sentence: 'The health could not be read.' },
  });
}
