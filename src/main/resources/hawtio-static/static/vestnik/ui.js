import { shared } from './shared.js';

/** What the page is built of, as Hawtio shares it. */
export const React = await shared('react');
export const { createElement: h, Fragment } = React;
export const router = await shared('react-router-dom');
export const pf = await shared('@patternfly/react-core');
export const table = await shared('@patternfly/react-table');

const { eventService } = await shared('@hawtio/react');

/** Shows a sentence for some seconds. */
export const tell = (message) => eventService.notify({ type: 'success', message });
export const warn = (message) => eventService.notify({ type: 'danger', message });
