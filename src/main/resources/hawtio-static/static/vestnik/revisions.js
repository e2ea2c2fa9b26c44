import { AskedDeed } from './deeds.js';
import { bean, call, exec, value } from './jolokia.js';
import { Deeds, List, Mark, More, Shown, When } from './list.js';
import { usePolled } from './polling.js';
import { h, Fragment, pf, React } from './ui.js';

const { CodeBlock, CodeBlockCode } = pf;

const look = async () => Object.values(await value(exec(bean('Routes'), 'revisions')))
  .sort((one, other) => other.number - one.number);

/** What the route files were, what changed, and back to one of them. */
export function Revisions() {
  const [open, setOpen] = React.useState(null);
  const state = usePolled(look);
  const takeBack = async (number) => {
    const answer = await call('Routes', 'takeBack', number);
    state.again();
    return answer;
  };
  return h(Shown, { of: state, draw: (revisions) => h(List, {
    name: 'Revisions',
    rows: revisions,
    keyOf: ({ number }) => number,
    more: ({ number }) => (number === open ? h(Difference, { number }) : null),
    columns: [
      { title: 'Revision', cell: ({ number }) => number },
      { title: 'In force since', cell: ({ since }) => h(When, { at: since }) },
      { title: 'Changed', cell: ({ number, changes }) => h(Fragment, null,
        number === revisions[0].number && h(Mark, { color: 'green' }, 'in force'), ' ', changes || 'the first that is kept') },
      { title: '', cell: ({ number, since }) => h(Deeds, null,
        h(More, { of: number, open, setOpen }, 'Changes'),
        h(AskedDeed, {
          act: () => takeBack(number), question: `Take revision ${number} back?`, verb: 'Take back',
          text: `The files of ${new Date(since).toLocaleString('en-GB')} are written into their folders again, and are in force in two seconds.`,
        }, 'Take back')) },
    ],
    empty: { title: 'No revisions', sentence: 'No route file was in force yet.' },
  }) });
}

function Difference({ number }) {
  const state = usePolled(() => call('Routes', 'difference', number), [number]);
  return h(Shown, { of: state, draw: (text) => h(CodeBlock, null, h(CodeBlockCode, null, text || 'Nothing changed.')) });
}
