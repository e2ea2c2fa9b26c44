import { AskedDeed, Deed } from './deeds.js';
import { ask, bean, exec, read, value } from './jolokia.js';
import { List, Mark, Shown, When } from './list.js';
import { usePolled } from './polling.js';
import { h, Fragment, pf } from './ui.js';

const { Alert } = pf;

const ATTRIBUTES = [
  'RouteId', 'State', 'Description', 'SourceLocationShort', 'ExchangesTotal', 'ExchangesInflight', 'ExchangesFailed', 'LastExchangeFailureTimestamp',
];
const COLORS = { Started: 'green', Stopped: 'red', Suspended: 'orange' };

async function look() {
  const [routes, files, health] = await ask([
    read('org.apache.camel:type=routes,*', ATTRIBUTES), read(bean('Routes')), exec(bean('Health'), 'list'),
  ]);
  if (routes.problem) throw new Error(routes.problem);
  const rows = Object.entries(routes.value).map(([name, attributes]) => ({ ...attributes, name }));
  rows.sort((one, other) => (one.State === 'Started') - (other.State === 'Started') || one.RouteId.localeCompare(other.RouteId));
  const failing = (health.problem ? [] : JSON.parse(health.value))
    .filter(({ part, status }) => ['routes', 'localRoutes'].includes(part) && status !== 'UP');
  return { rows, failing, files };
}

/** Which routes run, which fail and why; each can be stopped and started. */
export function Routes() {
  const state = usePolled(look);
  const then = async ({ name, RouteId: id }, operation, said) => {
    await value(exec(name, operation));
    state.again();
    return `The route ${id} ${said}.`;
  };
  return h(Shown, { of: state, draw: ({ rows, failing, files }) => h(Fragment, null,
    failing.map(({ part, status, why }) => h(Alert, { key: part, variant: 'danger', isInline: true, title: `${part} is ${status}` }, why)),
    files.problem && h(Alert, { variant: 'danger', isInline: true, title: files.problem }),
    files.value?.Faults.map((fault) => h(Alert, { key: fault, variant: 'danger', isInline: true, title: 'The route files as they stand are not in force' }, fault)),
    h(List, {
      name: 'Routes',
      rows,
      keyOf: ({ name }) => name,
      columns: [
        { title: 'Route', cell: ({ RouteId: id, Description: description }) => h('span', { title: description }, id) },
        { title: 'File', cell: ({ SourceLocationShort: file }) => file },
        { title: 'State', cell: ({ State: at }) => h(Mark, { color: COLORS[at] ?? 'grey' }, at) },
        { title: 'Exchanges', cell: ({ ExchangesTotal: total }) => total },
        { title: 'In work', cell: ({ ExchangesInflight: inflight }) => inflight },
        { title: 'Failed', cell: ({ ExchangesFailed: failed }) => failed },
        { title: 'Last failure', cell: ({ LastExchangeFailureTimestamp: at }) => h(When, { at }) },
        { title: '', cell: (row) => (row.State === 'Started'
          ? h(AskedDeed, {
            act: () => then(row, 'stop()', 'is stopped'), question: `Stop the route ${row.RouteId}?`, verb: 'Stop it', name: `Stop ${row.RouteId}`,
            text: 'It finishes what it has in work. This instance is not ready until the route runs again.',
          }, 'Stop')
          : h(Deed, { act: () => then(row, 'start()', 'runs'), name: `Start ${row.RouteId}` }, 'Start')) },
      ],
      empty: { title: 'No routes', sentence: 'This instance runs no route.' },
    })) });
}
