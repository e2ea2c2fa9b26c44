import { Fragment, h, pf, table } from './ui.js';

const { Alert, Button, Bullseye, EmptyState, EmptyStateBody, Flex, Label, Spinner } = pf;
const { Table, Tbody, Td, Th, Thead, Tr } = table;

/** A spinner until there is a value, a sentence where there is a problem, and else what `draw` makes of the value. */
export function Shown({ of, draw }) {
  return h(Fragment, null,
    of.problem && h(Alert, { variant: 'danger', isInline: true, title: of.problem }),
    of.value === undefined ? !of.problem && h(Bullseye, null, h(Spinner, { 'aria-label': 'Loading' })) : draw(of.value));
}

/**
 * A table. A column has a `title` and a `cell`, which is given the row; `more` may return what stands below a row, over its
 * whole width; `empty` has the title and the sentence that stand in the place of a table without rows.
 */
export function List({ name, columns, rows, keyOf, more = () => null, empty }) {
  if (rows.length === 0) {
    return h(EmptyState, { titleText: empty.title, headingLevel: 'h3', variant: 'sm' }, h(EmptyStateBody, null, empty.sentence));
  }
  return h(Table, { 'aria-label': name, variant: 'compact' },
    h(Thead, null, h(Tr, null, columns.map(({ title }) => h(Th, { key: title, modifier: 'nowrap', screenReaderText: title ? undefined : 'Actions' }, title)))),
    h(Tbody, null, rows.map((row) => {
      const below = more(row);
      return h(Fragment, { key: keyOf(row) },
        h(Tr, null, columns.map(({ title, cell }) => h(Td, { key: title, dataLabel: title }, cell(row)))),
        below && h(Tr, null, h(Td, { colSpan: columns.length }, below)));
    })));
}

/** The buttons of a row. */
export const Deeds = ({ children }) => h(Flex, { flexWrap: { default: 'nowrap' }, columnGap: { default: 'columnGapSm' } }, children);

/** Shows and hides what stands below a row. */
export function More({ of, open, setOpen, children }) {
  const shown = of === open;
  return h(Button, { variant: 'link', size: 'sm', 'aria-expanded': shown, onClick: () => setOpen(shown ? null : of) }, children);
}

/** A word in a colour. */
export const Mark = ({ color, children }) => h(Label, { color, isCompact: true }, children);

/** A moment, in the time zone of the browser. */
export function When({ at }) {
  if (!at) return null;
  const text = new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
  return h('time', { dateTime: at, title: at }, text);
}
