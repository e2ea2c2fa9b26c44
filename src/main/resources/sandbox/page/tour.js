import { el } from './dom.js';
import { word } from './words.js';

/** What leads a newcomer from the login to an incident that was escalated, and to the end of it. */
const STEPS = ['tourLogin', 'tourDuty', 'tourFailure', 'tourTake', 'tourSecond', 'tourClock', 'tourEscalation', 'tourRecovery'];
const KEPT = 'vestnik.tour';

/**
 * The tour: each step ticks itself off once what it says has happened, whoever made it happen.
 *
 * @param acts by the name of a step: what its button does; a step without has none
 */
export function tour(acts) {
  const done = new Set(JSON.parse(sessionStorage.getItem(KEPT) ?? '[]'));
  const cards = new Map();
  let root = null;

  /** Takes notice of a change of the sandbox. */
  function happened(change) {
    if (change.type === 'reset') reset();
    else if (change.type === 'clock') tick('tourClock', done.has('tourSecond'));
    else if ((change.type === 'message' || change.type === 'edited') && change.chat > 0) message(change.chat, change.message);
  }

  function message(chat, { message_id: id, from, contact, text = '', reply_markup: markup }) {
    if (!from.is_bot) {
      if (contact?.user_id === chat) tick('tourLogin');
      if (/^(\/poolon\b|🟢)/.test(text)) tick('tourDuty', done.has('tourLogin'));
      return;
    }
    const buttons = (markup?.inline_keyboard ?? []).flat().map(({ callback_data: data }) => data ?? '');
    const [, press, incident] = buttons.map((data) => /^(take|release|takeover):(\d+:\d+)/.exec(data)).find(Boolean) ?? [];
    if (incident) {
      card(`${chat} ${id}`, incident, press);
    } else if (text.startsWith('🟢') && [...cards.values()].some(({ messages }) => messages.has(`${chat} ${id}`))) {
      tick('tourRecovery', done.has('tourEscalation'));
    }
  }

  function card(place, incident, press) {
    const known = cards.get(incident) ?? { messages: new Set(), taken: false };
    const again = known.messages.size > 0 && !known.messages.has(place);
    known.messages.add(place);
    known.taken ||= press !== 'take';
    cards.set(incident, known);
    tick('tourFailure', done.has('tourDuty'));
    tick('tourTake', known.taken && done.has('tourFailure'));
    tick('tourSecond', !known.taken && done.has('tourTake'));
    tick('tourEscalation', again && !known.taken && done.has('tourClock'));
  }

  function tick(step, is = true) {
    if (!is || done.has(step)) return;
    done.add(step);
    sessionStorage.setItem(KEPT, JSON.stringify([...done]));
    draw();
  }

  function reset() {
    done.clear();
    cards.clear();
    sessionStorage.removeItem(KEPT);
    draw();
  }

  function draw() {
    if (!root) return;
    const next = STEPS.find((step) => !done.has(step));
    root.replaceChildren(
      el('h2', {}, word('tour'), el('small', {}, `${done.size} / ${STEPS.length}`)),
      el('ol', {}, STEPS.map((step) => el('li', {
        className: done.has(step) ? 'done' : step === next ? 'next' : '', 'aria-current': step === next ? 'step' : null, 'data-step': step,
        'aria-label': done.has(step) ? word('tourDone', word(step)) : null,
      }, el('span', {}, word(step)),
      step === next && acts[step] ? el('button', { type: 'button', className: 'do', onclick: acts[step] }, word('tourDo')) : null))),
      next ? '' : el('p', { className: 'hint' }, word('tourOver')));
  }

  function element() {
    root = el('section', { className: 'tour', 'aria-label': word('tour') });
    draw();
    return root;
  }

  return { element, happened };
}
