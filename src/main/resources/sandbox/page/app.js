import * as api from './api.js';
import { setOffset } from './clock.js';
import { avatar, el, icon } from './dom.js';
import { panel } from './panel.js';
import { Phone } from './phone.js';
import { currentLanguage, onLanguage, setLanguage, word } from './words.js';

const FIRST_SHOWN = 4;
const FIRST_GROUPS = 2;
const AGAIN_MILLIS = 2000;

const TITLE = document.title;
const tabs = document.getElementById('tabs');
const desk = document.getElementById('phones');
const link = document.getElementById('link');
const phones = new Map();
let state = { people: [], groups: [], reasons: false };
let active = null;

/** What a phone may ask of the page. */
const world = {
  person: (id) => state.people.find((person) => person.id === id),
  people: () => state.people,
  reasons: () => state.reasons,
  bot: () => state.bot,
  unread: () => drawTabs(),
  open: (chat) => activate(chat),
  hide: (phone) => {
    phones.delete(phone.chat);
    phone.element.remove();
    drawTabs();
  },
  focus: (phone) => phones.forEach((other) => other.announce(other === phone)),
};

function chats() {
  return [
    ...state.people.map(({ id, name, phone }) => ({ id, name, subtitle: phone })),
    ...state.groups.map(({ id, title, members, topics }) => ({ id, name: title, subtitle: word('members', members.length), members, topics })),
  ];
}

async function show(chat) {
  const phone = new Phone(world, chat);
  phones.set(chat.id, phone);
  desk.append(phone.element);
  await phone.load();
  drawTabs();
  return phone;
}

async function load() {
  const first = phones.size === 0;
  state = await api.state();
  setOffset((await api.clock()).offset);
  if (first) {
    const shown = [...chats().filter(({ id }) => id > 0).slice(0, FIRST_SHOWN), ...chats().filter(({ id }) => id < 0).slice(0, FIRST_GROUPS)];
    for (const chat of shown) await show(chat);
    activate(shown[0]?.id ?? 'events', false);
  } else {
    await Promise.all([...phones.values()].map((phone) => phone.load()));
  }
  phones.forEach((phone) => phone.messages.forEach((message) => events.happened({ type: 'message', chat: phone.chat, message })));
  drawTabs();
}

function activate(id, scroll = true) {
  active = id;
  document.body.dataset.view = id === 'events' ? 'events' : 'chat';
  phones.forEach((phone) => phone.element.classList.toggle('active', phone.chat === id));
  const phone = phones.get(id);
  drawTabs();
  tabs.querySelector('[aria-current]')?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  if (phone && scroll) {
    phone.element.scrollIntoView({ behavior: 'smooth', inline: 'center', block: 'nearest' });
    phone.toBottom();
    phone.announce(true);
  }
}

function drawTabs() {
  const focused = tabs.contains(document.activeElement) ? document.activeElement.dataset?.tab : null;
  const others = chats().filter(({ id }) => !phones.has(id));
  tabs.replaceChildren(
    tab('events', word('events'), el('span', { className: 'avatar bolt', 'aria-hidden': 'true' }, icon('bolt')), 0),
    ...[...phones.values()].map((phone) => tab(phone.chat, phone.members ? phone.name : phone.name.split(' ')[0], avatar(phone.name, phone.chat), phone.unread)));
  if (others.length > 0) tabs.append(adder(others));
  const unread = [...phones.values()].reduce((sum, phone) => sum + phone.unread, 0);
  document.title = unread > 0 ? `(${unread}) ${TITLE}` : TITLE;
  if (focused) tabs.querySelector(`[data-tab="${focused}"]`)?.focus();
}

function tab(id, name, picture, unread) {
  return el('button', {
    type: 'button', className: `tab ${id === 'events' ? 'events-tab' : ''}`, 'data-tab': `${id}`, 'aria-current': id === active ? 'true' : null,
    onclick: () => activate(id),
  }, picture, el('span', { className: 'tab-name' }, name),
  unread > 0 ? el('span', { className: 'badge', 'aria-label': word('unread', unread) }, unread > 99 ? '99+' : `${unread}`) : null);
}

function adder(others) {
  const select = el('select', { className: 'adder', 'aria-label': word('add'), onchange: add },
    el('option', { value: '' }, word('add')), others.slice(0, 500).map(({ id, name }) => el('option', { value: id }, name)));
  async function add() {
    const chat = others.find(({ id }) => `${id}` === select.value);
    await show(chat);
    activate(chat.id);
  }
  return select;
}

const APPLY = {
  message: (phone, change) => phone.added(change.message),
  edited: (phone, change) => phone.edited(change.message),
  deleted: (phone, change) => phone.deleted(change.message),
  keys: (phone, change) => phone.keysChanged(change.keys),
  standing: (phone, change) => phone.standingChanged(change.standing),
  action: (phone) => phone.typing(),
};

async function apply(change) {
  const phone = phones.get(change.chat);
  events.happened(change);
  if (change.type === 'resync' || change.type === 'reset') await load();
  else if (change.type === 'people') { state = await api.state(); drawTabs(); }
  else if (change.type === 'clock') setOffset(change.offset);
  else if (change.type === 'commands') await refreshCommands();
  else if (phone?.messages) APPLY[change.type]?.(phone, change);
}

async function refreshCommands() {
  await Promise.all([...phones.values()].map(async (phone) => phone.commandsChanged((await api.readChat(phone.chat)).commands)));
}

/** Shows what happens, as it happens. After a break everything is read anew: the service may be another one by now. */
function follow() {
  const changes = api.changes();
  let queue = Promise.resolve();
  const readAll = () => {
    queue = queue.then(load).then(events.reload).then(() => connected(true), readAgain);
  };
  const readAgain = () => {
    connected(false);
    if (changes.readyState === EventSource.OPEN) setTimeout(readAll, AGAIN_MILLIS);
  };
  changes.onopen = readAll;
  changes.onmessage = ({ data }) => {
    const once = new Map();
    for (const change of JSON.parse(data)) {
      const key = ['people', 'commands', 'reset', 'resync'].includes(change.type) ? change.type : once.size;
      once.set(key, change);
    }
    queue = queue.then(async () => {
      for (const change of once.values()) await apply(change);
    }).catch(readAgain);
  };
  changes.onerror = () => {
    connected(false);
    if (changes.readyState === EventSource.CLOSED) setTimeout(follow, AGAIN_MILLIS);
  };
}

function connected(is) {
  document.body.classList.toggle('offline', !is);
  link.textContent = is ? '' : word('offline');
}

onLanguage(() => {
  document.documentElement.lang = currentLanguage();
  document.querySelectorAll('[data-word]').forEach((element) => { element.textContent = word(element.dataset.word); });
  document.querySelectorAll('[data-label]').forEach((element) => element.setAttribute('aria-label', word(element.dataset.label)));
  document.querySelectorAll('[data-language]').forEach((button) =>
    button.setAttribute('aria-pressed', `${button.dataset.language === currentLanguage()}`));
  phones.forEach((phone) => phone.redraw());
  drawTabs();
});
document.querySelectorAll('[data-language]').forEach((button) =>
  button.addEventListener('click', () => setLanguage(button.dataset.language)));
document.addEventListener('visibilitychange', () => phones.forEach((phone) => phone.scrolled()));

const events = panel(document.getElementById('panel'), world);
follow();
