import { shared } from './shared.js';

const { hawtio } = await shared('@hawtio/react');
const { createElement, lazy, Suspense } = await shared('react');

const Page = lazy(() => import('./page.js'));

/** Called by Hawtio: adds the page of Vestnik before those of Camel, so that it is what a login opens. */
export function plugin() {
  hawtio.addPlugin({
    id: 'vestnik',
    title: 'Vestnik',
    path: '/vestnik',
    order: 1,
    component: () => createElement(Suspense, { fallback: null }, createElement(Page)),
    isActive: async () => true,
  });
}
