import { AskedDeed, Deed } from './deeds.js';
import { bean, call, list, read, value } from './jolokia.js';
import { Deeds, List, More, Shown, When } from './list.js';
import { usePolled } from './polling.js';
import { h, Fragment, pf, React } from './ui.js';

const {
  Alert, Button, DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm, Flex, FlexItem, Spinner,
  ToggleGroup, ToggleGroupItem,
} = pf;

const PAGE = 50;
const MOST = 1000;
const BEAN = 'DeadLetters';
const STREAMS = [
  { stream: 'outbox', attribute: 'Outbox', title: 'For a person', lost: 'nobody will receive' },
  { stream: 'events', attribute: 'Events', title: 'Before dispatch', lost: 'nobody will receive' },
  { stream: 'updates', attribute: 'Updates', title: 'From people', lost: 'nobody will answer' },
  { stream: 'acted', attribute: 'Acted', title: 'For other systems', lost: 'no other system will receive' },
];
/** Whose chat is known. */
const OF_CHATS = ['outbox', 'updates'];
/** While a replay or a discarding runs. */
const PROGRESS_MILLIS = 1000;

/** What was given up, why, and what becomes of it. */
export function DeadLetters() {
  const [stream, setStream] = React.useState('outbox');
  const [most, setMost] = React.useState(PAGE);
  const [running, setRunning] = React.useState(false);
  const state = usePolled(async () => {
    const [letters, totals] = await Promise.all([list(BEAN, 'list', stream, '', most), value(read(bean(BEAN)))]);
    setRunning(/running$/.test(totals.Replay) || /running$/.test(totals.Discard));
    return { letters, totals, stream };
  }, [stream, most, running], running ? PROGRESS_MILLIS : undefined);
  const then = async (operation, ...args) => {
    const answer = await call(BEAN, operation, ...args);
    state.again();
    return answer;
  };
  return h(Shown, { of: state, draw: ({ letters, totals, stream: shown }) => {
    const { attribute, lost } = STREAMS.find((one) => one.stream === shown);
    const total = totals[attribute];
    return h(Fragment, null,
      h(Flex, { className: 'pf-v6-u-mb-md' },
        h(FlexItem, null, h(ToggleGroup, { 'aria-label': 'Which dead letters' }, STREAMS.map(({ stream: id, attribute: count, title }) =>
          h(ToggleGroupItem, {
            key: id, buttonId: `letters-${id}`, text: `${title} (${totals[count]})`, isSelected: stream === id,
            onChange: () => { setStream(id); setMost(PAGE); },
          })))),
        total > 0 && h(FlexItem, null, h(AskedDeed, {
          harmless: true, act: () => then('replayAll', shown), question: `Replay all ${total}?`, verb: 'Replay all',
          text: 'Each is handled as a new entry. Do this after the cause is repaired: what fails again becomes a dead letter again.',
        }, 'Replay all')),
        total > 0 && h(FlexItem, null, h(AskedDeed, {
          act: () => then('discardAll', shown), question: `Discard all ${total}?`, verb: 'Discard all',
          text: `They are removed for good: ${lost} them.`,
        }, 'Discard all'))),
      h(Progress, { totals, halt: () => then('halt') }),
      h(Letters, { letters, stream: shown, lost, then }),
      letters.length < total && letters.length < MOST && h(Button, { variant: 'link', onClick: () => setMost(Math.min(MOST, most + 5 * PAGE)) },
        `${letters.length} of ${total} are shown. Show more`));
  } });
}

function Progress({ totals, halt }) {
  return [totals.Replay, totals.Discard].filter(Boolean).map((text) => {
    const running = text.endsWith('running');
    const failed = text.includes('ended by');
    return h(Alert, {
      key: text.includes('replayed') ? 'replay' : 'discard', isInline: true, className: 'pf-v6-u-mb-md',
      variant: failed ? 'danger' : running ? 'info' : 'success', title: text,
      customIcon: running ? h(Spinner, { size: 'md', 'aria-label': 'Running' }) : undefined,
      actionLinks: running ? h(Deed, { act: halt, variant: 'link' }, 'Stop') : undefined,
    });
  });
}

function Letters({ letters, stream, lost, then }) {
  const [open, setOpen] = React.useState(null);
  return h(List, {
    name: 'Dead letters',
    rows: letters,
    keyOf: ({ id }) => id,
    more: ({ id }) => (id === open ? h(Letter, { stream, id }) : null),
    columns: [
      { title: 'When', cell: ({ time }) => h(When, { at: time }) },
      { title: 'Title', cell: ({ title, id }) => title || h('span', { title: 'Private, or its event is not kept any more' }, id) },
      ...(OF_CHATS.includes(stream) ? [{ title: 'Person', cell: ({ person, chat }) => person || chat }] : []),
      { title: 'Reason', cell: ({ reason }) => reason },
      { title: '', cell: ({ id }) => h(Deeds, null,
        h(More, { of: id, open, setOpen }, 'Why'),
        h(Deed, { act: () => then('replay', stream, id) }, 'Replay'),
        h(AskedDeed, {
          act: () => then('discard', stream, id), question: 'Discard this dead letter?', verb: 'Discard',
          text: `It is removed for good: ${lost} it.`,
        }, 'Discard')) },
    ],
    empty: { title: 'No dead letters', sentence: 'Nothing was given up here.' },
  });
}

function Letter({ stream, id }) {
  const state = usePolled(() => list(BEAN, 'show', stream, id), [stream, id]);
  return h(Shown, { of: state, draw: ({ reason, error, deliveries, chat, fields }) => {
    const facts = { Reason: reason, Error: error, 'Times delivered': deliveries, Chat: chat, Entry: id, ...fields };
    return h(DescriptionList, { isHorizontal: true, isCompact: true }, Object.entries(facts).filter(([, fact]) => fact !== '' && fact != null)
      .map(([term, fact]) => h(DescriptionListGroup, { key: term },
        h(DescriptionListTerm, null, term),
        h(DescriptionListDescription, { style: { overflowWrap: 'anywhere' } }, fact))));
  } });
}
