import { AskedDeed } from './deeds.js';
import { call, list } from './jolokia.js';
import { Deeds, List, Mark, More, Shown, When } from './list.js';
import { usePolled } from './polling.js';
import { h, Fragment, pf, React } from './ui.js';

const { Button } = pf;

const PAGE = 50;
const MOST = 1000;
const COLORS = { critical: 'red', warning: 'orange', resolved: 'green' };

/** What is open, who works on it, and its history. */
export function Incidents() {
  const [open, setOpen] = React.useState(null);
  const [most, setMost] = React.useState(PAGE);
  const state = usePolled(() => list('Incidents', 'list', most), [most]);
  const close = async (number) => {
    const answer = await call('Incidents', 'close', number);
    state.again();
    return answer;
  };
  return h(Shown, { of: state, draw: (incidents) => h(Fragment, null,
    h(List, {
      name: 'Incidents',
      rows: incidents,
      keyOf: ({ number }) => number,
      more: ({ number }) => (number === open ? h(History, { number }) : null),
      columns: [
        { title: 'Number', cell: ({ number }) => `#${number}` },
        { title: 'Status', cell: ({ status, silenced }) => h(Fragment, null,
          h(Mark, { color: COLORS[status] ?? 'blue' }, status), silenced && h(Mark, { color: 'grey' }, 'silenced')) },
        { title: 'Title', cell: ({ title }) => title },
        { title: 'Area', cell: ({ area }) => area },
        { title: 'Owner', cell: ({ owner }) => owner ?? 'nobody' },
        { title: 'Opened', cell: ({ opened }) => h(When, { at: opened }) },
        { title: 'Last event', cell: ({ updated }) => h(When, { at: updated }) },
        { title: '', cell: ({ number, title }) => h(Deeds, null,
          h(More, { of: number, open, setOpen }, 'History'),
          h(AskedDeed, {
            act: () => close(number), question: `Close incident #${number}?`, verb: 'Close it',
            text: `“${title}” is closed for everybody, and its cards name your login. If it becomes worse before, it stays open.`,
          }, 'Close')) },
      ],
      empty: { title: 'No open incidents', sentence: 'Nothing is open.' },
    }),
    incidents.length === most && most < MOST && h(Button, { variant: 'link', onClick: () => setMost(MOST) },
      `The ${most} updated last are shown. Show more`)) });
}

function History({ number }) {
  const state = usePolled(() => list('Incidents', 'show', number), [number]);
  return h(Shown, { of: state, draw: ({ history, key }) => h(Fragment, null,
    key && h('p', null, `Key: ${key}`),
    h(List, {
      name: `History of #${number}`,
      rows: history ?? [],
      keyOf: (entry) => JSON.stringify(entry),
      columns: [
        { title: 'When', cell: ({ at }) => h(When, { at }) },
        { title: 'What', cell: ({ kind }) => kind.toLowerCase().replaceAll('_', ' ') },
        { title: 'Who', cell: ({ who }) => who },
        { title: 'Text', cell: ({ text }) => text },
      ],
      empty: { title: 'No history', sentence: 'Nobody has done anything about it yet.' },
    })) });
}
