import * as api from './api.js';
import { el, icon } from './dom.js';
import { currentLanguage, word } from './words.js';

const STEPS = { plusFive: 'PT5M', plusEight: 'PT8H' };

let offset = 0;

/** The time that Vestnik works by: this machine's, moved forward by the buttons. */
export const now = () => new Date(Date.now() + offset);

export function setOffset(millis) {
  offset = millis;
}

/** Moves Vestnik's clock forward, e.g. by PT5M. */
export async function forward(time) {
  setOffset((await api.moveClock(time)).offset);
}

/** The clock with the buttons that move it forward. */
export function clock(failed) {
  const time = el('time', { className: 'now' });
  const show = () => {
    time.textContent = now().toLocaleString(currentLanguage(), { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
    time.classList.toggle('moved', offset > 0);
  };
  show();
  const timer = setInterval(() => (time.isConnected ? show() : clearInterval(timer)), 1000);

  async function move(step) {
    try {
      await forward(step);
      show();
    } catch (problem) {
      failed(problem.message);
    }
  }

  return el('div', { className: 'clock', role: 'group', 'aria-label': word('clock'), title: word('clockHint') }, icon('clock'), time,
    Object.entries(STEPS).map(([name, step]) =>
      el('button', { type: 'button', className: 'forward', title: word('clockHint'), onclick: () => move(step) }, word(name))));
}
