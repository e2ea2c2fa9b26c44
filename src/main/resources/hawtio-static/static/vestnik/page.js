import { DeadLetters } from './dead-letters.js';
import { Incidents } from './incidents.js';
import { Overview } from './overview.js';
import { People } from './people.js';
import { Revisions } from './revisions.js';
import { Routes as CamelRoutes } from './routes.js';
import { h, pf, router } from './ui.js';

const { Nav, NavItem, NavList, PageSection, Title } = pf;
const { Navigate, NavLink, Route, Routes, useLocation } = router;

const TABS = [
  { id: 'overview', title: 'Overview', tab: Overview },
  { id: 'dead-letters', title: 'Dead letters', tab: DeadLetters },
  { id: 'incidents', title: 'Incidents', tab: Incidents },
  { id: 'people', title: 'People', tab: People },
  { id: 'routes', title: 'Routes', tab: CamelRoutes },
  { id: 'revisions', title: 'Revisions', tab: Revisions },
];

/** The page of Vestnik: one tab for each thing that an operator looks after. */
export default function Page() {
  const { pathname, search } = useLocation();
  return h('div', { id: 'vestnik' },
    h(PageSection, { hasBodyWrapper: false }, h(Title, { headingLevel: 'h1' }, 'Vestnik')),
    h(PageSection, { type: 'tabs', hasBodyWrapper: false },
      h(Nav, { 'aria-label': 'Vestnik', variant: 'horizontal-subnav' },
        h(NavList, null, TABS.map(({ id, title }) =>
          h(NavItem, { key: id, isActive: pathname === `/vestnik/${id}` }, h(NavLink, { to: { pathname: id, search } }, title)))))),
    h(PageSection, { hasBodyWrapper: false },
      h(Routes, null,
        TABS.map(({ id, tab }) => h(Route, { key: id, path: id, element: h(tab) })),
        h(Route, { path: '*', element: h(Navigate, { to: { pathname: '/vestnik/overview', search }, replace: true }) }))));
}
