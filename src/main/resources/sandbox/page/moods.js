import * as api from './api.js';
import { el } from './dom.js';
import { word } from './words.js';

const EVERY_MILLIS = 2000;
const NO_LIMITS = { perBot: 'unlimited', perChat: 'unlimited', perGroup: 'unlimited' };
const FAULTS = { slow: { latencyMs: 2000 }, failing: { errorRate: 0.3 }, dropping: { dropRate: 0.1 } };

/** What the sandbox's Telegram is like today: limits, faults, and what it counted. */
export function moods() {
  const limits = el('input', { type: 'checkbox', checked: true, onchange: setLimits });
  const faults = Object.fromEntries(Object.keys(FAULTS).map((name) => [name, el('input', { type: 'checkbox', onchange: setFaults })]));
  const counts = el('p', { className: 'counts' });
  const details = el('details', { className: 'part', ontoggle: watch },
    el('summary', {}, word('moods')),
    el('div', { className: 'moods' }, el('label', {}, limits, word('limits')),
      Object.entries(faults).map(([name, box]) => el('label', {}, box, word(name)))),
    counts,
    el('button', { type: 'button', className: 'plain', onclick: reset }, word('reset')));
  let timer;

  async function setLimits() {
    await (limits.checked ? api.telegramLimits() : api.setLimits(NO_LIMITS));
  }

  async function setFaults() {
    await api.setFaults(Object.assign({}, ...Object.keys(FAULTS).filter((name) => faults[name].checked).map((name) => FAULTS[name])));
  }

  async function reset() {
    await api.reset();
    await read();
  }

  async function read() {
    const [nowLimits, nowFaults, counters] = await Promise.all([api.limits(), api.faults(), api.counters()]);
    limits.checked = nowLimits.perChat !== 'unlimited';
    faults.slow.checked = nowFaults.latencyMs > 0;
    faults.failing.checked = nowFaults.errorRate > 0;
    faults.dropping.checked = nowFaults.dropRate > 0;
    const refused = Object.entries(counters.refusals).map(([code, count]) => `${code} × ${count}`).join(', ');
    counts.textContent = `${word('accepted', counters.accepted)} · ${refused ? word('refused', refused) : word('noneRefused')}`;
  }

  function watch() {
    clearInterval(timer);
    if (!details.open) return;
    read();
    timer = setInterval(() => (details.isConnected && details.open ? read() : clearInterval(timer)), EVERY_MILLIS);
  }

  return details;
}
