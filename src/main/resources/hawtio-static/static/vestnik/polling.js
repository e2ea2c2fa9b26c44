import { React } from './ui.js';

const MILLIS = 3000;

/**
 * Reads again every few seconds while the page is visible. After a failure the last value stays beside the `problem`, so that
 * nothing flickers. `again` reads at once.
 */
export function usePolled(read, depends = [], millis = MILLIS) {
  const [state, setState] = React.useState({});
  const [round, again] = React.useReducer((count) => count + 1, 0);
  React.useEffect(() => {
    let timer;
    let shown = true;
    const look = async () => {
      if (!document.hidden) {
        const found = await read().then((value) => ({ value }), (error) => ({ problem: error.message }));
        if (shown) setState((before) => ({ value: before.value, ...found }));
      }
      if (shown) timer = setTimeout(look, millis);
    };
    look();
    return () => {
      shown = false;
      clearTimeout(timer);
    };
  }, [round, ...depends]);
  return { ...state, again };
}
