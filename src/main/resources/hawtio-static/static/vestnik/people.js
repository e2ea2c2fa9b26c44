import { list } from './jolokia.js';
import { List, Mark, Shown, When } from './list.js';
import { usePolled } from './polling.js';
import { h, Fragment, pf } from './ui.js';

const { Title } = pf;

const STATES = {
  reachable: { color: 'green', text: 'reachable' },
  unreachable: { color: 'red', text: 'unreachable: has blocked the bot, or is gone' },
  disabled: { color: 'orange', text: 'notifications off' },
  'not-logged-in': { color: 'grey', text: 'not logged in' },
};

/** Whom events reach, and who would be woken. */
export function People() {
  const people = usePolled(() => list('People', 'list'));
  const woken = usePolled(() => list('Duty', 'wouldWake', '', ''));
  return h(Fragment, null,
    h(Title, { headingLevel: 'h2' }, 'Who would be woken now'),
    h(Shown, { of: woken, draw: (rows) => h(Woken, { rows }) }),
    h(Title, { headingLevel: 'h2', className: 'pf-v6-u-mt-lg' }, 'The directory'),
    h(Shown, { of: people, draw: (rows) => h(Directory, { rows }) }));
}

function Woken({ rows }) {
  const step = (name) => ({ steps }) => (steps[name] ?? []).join(', ') || '–';
  return h(List, {
    name: 'Who would be woken',
    rows,
    keyOf: ({ area, status }) => `${area} ${status}`,
    columns: [
      { title: 'Area', cell: ({ area }) => area },
      { title: 'Status', cell: ({ status }) => status },
      { title: 'Woken', cell: ({ woken, forced }) => h(Fragment, null,
        h(Mark, { color: woken === 0 ? 'red' : 'green' }, woken === 0 ? 'nobody' : woken),
        forced && h(Mark, { color: 'orange' }, 'although deselected')) },
      { title: 'On duty', cell: step('duty') },
      { title: 'Else responsible', cell: step('responsible') },
      { title: 'Else administrators', cell: step('administrators') },
    ],
    empty: { title: 'No areas', sentence: 'The directory has no area, or no status wakes.' },
  });
}

function Directory({ rows }) {
  return h(List, {
    name: 'People',
    rows,
    keyOf: ({ name, chat }) => `${name} ${chat}`,
    columns: [
      { title: 'Name', cell: ({ name }) => name },
      { title: 'Role', cell: ({ role }) => role },
      { title: 'Areas', cell: ({ areas }) => areas.join(', ') },
      { title: 'State', cell: ({ state }) => h(Mark, { color: STATES[state]?.color ?? 'grey' }, STATES[state]?.text ?? state) },
      { title: 'Since', cell: ({ since }) => h(When, { at: since }) },
      { title: 'On duty', cell: ({ onDuty, dutyUntil }) => (onDuty ? dutyUntil ? h(Fragment, null, 'until ', h(When, { at: dutyUntil })) : 'yes' : 'no') },
    ],
    empty: { title: 'Nobody', sentence: 'The directory has no people, or it is not loaded yet: see the overview.' },
  });
}
