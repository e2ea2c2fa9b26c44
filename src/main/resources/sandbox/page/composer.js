import { el, icon } from './dom.js';
import { popover } from './popover.js';
import { word } from './words.js';

const PICTURE = /^\p{Extended_Pictographic}/u;

/** The foot of a phone: what one writes with. */
export function composer(phone) {
  const input = el('input', { type: 'text', autocomplete: 'off', maxLength: 4096, enterKeyHint: 'send' });
  const send = el('button', { type: 'submit', className: 'tool send' }, icon('send'));
  const commands = el('button', { type: 'button', className: 'tool', 'aria-haspopup': 'menu', onclick: () => showCommands('') }, icon('menu'));
  const clip = el('button', { type: 'button', className: 'tool', 'aria-haspopup': 'menu', onclick: () => phone.contacts(clip) }, icon('clip'));
  const toggle = el('button', { type: 'button', className: 'tool', hidden: true, onclick: () => fold(!folded) }, icon('keys'));
  const keyboard = el('div', { className: 'keyboard', hidden: true });
  const start = el('button', { type: 'button', className: 'wide start', hidden: true, onclick: () => phone.say('/start') });
  const form = el('form', { className: 'composer', onsubmit: submit }, commands, input, toggle, clip, send);
  const as = phone.members ? el('select', { onchange: () => phone.redraw() }) : null;
  const speakerRow = as ? el('label', { className: 'as' }, el('span', {}), as) : null;
  const place = phone.topics.length > 0 ? el('select', {}) : null;
  const placeRow = place ? el('label', { className: 'as' }, el('span', {}), place) : null;
  const replied = el('span', {});
  const noReply = el('button', { type: 'button', className: 'tool', onclick: () => replyTo(null) }, icon('close'));
  const reply = el('div', { className: 'replying', hidden: true }, icon('reply'), replied, noReply);
  let answers = null;
  const element = el('div', {}, speakerRow, placeRow, start, reply, form, keyboard);
  let folded = false;

  input.addEventListener('input', () => form.classList.toggle('written', input.value.trim() !== ''));
  input.addEventListener('keydown', (event) => {
    if (event.key === '/' && input.value === '') queueMicrotask(() => showCommands());
  });

  async function submit(event) {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) return;
    const to = answers;
    write('');
    replyTo(null);
    if (!await phone.say(text, to ?? undefined) && input.value === '') write(text);
  }

  function replyTo(message, line = '') {
    answers = message;
    reply.hidden = message === null;
    replied.textContent = word('replyTo', line);
    if (message !== null) input.focus();
  }

  function write(text) {
    input.value = text;
    form.classList.toggle('written', text.trim() !== '');
  }

  function showCommands() {
    const offered = phone.commands ?? [];
    if (offered.length === 0) return;
    const target = popover(commands, offered.map(({ command, description }) =>
      el('button', { type: 'button', role: 'menuitem', className: 'offer', onclick: () => choose(`/${command}`) },
        el('strong', {}, `/${command}`), el('span', {}, description))));
    if (document.activeElement === input) target.dataset.keepFocus = 'true';
  }

  function choose(command) {
    write('');
    phone.say(command);
  }

  function keys() {
    const rows = phone.keys?.rows ?? [];
    keyboard.replaceChildren(...rows.map((row) => el('div', { className: 'row' }, row.map((key) =>
      el('button', { type: 'button', className: 'key', onclick: () => phone.pressKey(key.label) },
        key.contact && !PICTURE.test(key.label) ? icon('person') : null, key.label)))));
    toggle.hidden = rows.length === 0;
    fold(false);
  }

  function fold(is) {
    folded = is;
    keyboard.hidden = is || toggle.hidden;
    toggle.setAttribute('aria-expanded', `${!keyboard.hidden}`);
  }

  function redraw() {
    const name = phone.name;
    input.placeholder = word('message');
    input.setAttribute('aria-label', word('messageFrom', name));
    for (const [button, label] of [[send, 'send'], [commands, 'commands'], [clip, 'attach'], [toggle, 'keyboard'], [noReply, 'noReply']]) {
      button.setAttribute('aria-label', word(label));
      button.title = word(label);
    }
    start.textContent = word('start');
    if (as) {
      const chosen = as.value;
      speakerRow.firstChild.textContent = word('as');
      as.replaceChildren(...phone.members.map((id) => el('option', { value: id }, phone.world.person(id)?.name ?? id)));
      if (chosen) as.value = chosen;
    }
    if (place) {
      const chosen = place.value;
      placeRow.firstChild.textContent = word('topic');
      place.replaceChildren(...phone.topics.map(({ id, name: topic }) => el('option', { value: id }, `# ${topic}`)),
        el('option', { value: '' }, 'General'));
      if (chosen !== '') place.value = chosen;
    }
    keys();
  }

  return {
    element,
    keys,
    redraw,
    speaker: () => Number(as.value || phone.members[0]),
    topic: () => (place?.value ? Number(place.value) : undefined),
    focus: () => input.focus(),
    replyTo,
    offerStart: (is) => { start.hidden = !is; },
  };
}
