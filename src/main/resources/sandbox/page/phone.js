import * as api from './api.js';
import { bubble, dayMark, firstLine } from './bubble.js';
import { composer } from './composer.js';
import { avatar, el, icon } from './dom.js';
import { popover } from './popover.js';
import { word } from './words.js';

const TOAST_MILLIS = 4000;

/** One chat as the person in it sees it on their phone. */
export class Phone {
  /** @param world the page: `person(id)`, `people()`, `reasons()`, `unread(phone)`, `open(chat)`, `hide(phone)` */
  constructor(world, { id, name, subtitle, members, topics = [] }) {
    this.world = world;
    this.chat = id;
    this.name = name;
    this.members = members;
    this.topics = topics;
    this.unread = 0;
    this.standing = 'OPEN';
    this.list = el('ol', { className: 'messages', role: 'log', 'aria-live': 'off', tabIndex: 0 });
    this.scroller = el('div', { className: 'scroller' }, this.list);
    this.badge = el('span', { className: 'badge', hidden: true });
    this.jump = el('button', { type: 'button', className: 'jump', hidden: true, onclick: () => this.toBottom() }, icon('down'), this.badge);
    this.toasts = el('div', { className: 'toasts', role: 'status', 'aria-live': 'polite' });
    this.subtitle = el('span', { className: 'subtitle' }, subtitle);
    this.subtitleText = subtitle;
    this.more = el('button', { type: 'button', className: 'tool', 'aria-haspopup': 'menu', onclick: () => this.menu() }, icon('more'));
    this.foot = el('div', { className: 'foot' });
    this.element = el('article', { className: 'phone', id: `phone-${id}`, 'aria-label': name },
      el('header', { className: 'phone-head' }, avatar(name, id),
        el('span', { className: 'who' }, el('strong', {}, name), this.subtitle), this.more),
      el('div', { className: 'wall' }, this.scroller, this.jump, this.toasts), this.foot);
    this.low = true;
    this.scroller.addEventListener('scroll', () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.resized()).observe(this.scroller);
    this.element.addEventListener('focusin', () => world.focus(this));
    this.composer = composer(this);
  }

  reasons() {
    return this.world.reasons();
  }

  mine(message) {
    return this.chat > 0 ? message.from.id === this.chat : message.from.id === this.speaker();
  }

  /** Who writes from this phone: its owner, or in a group whoever was chosen. */
  speaker() {
    return this.chat > 0 ? this.chat : this.composer.speaker();
  }

  /** The name of the topic that a message of a forum is in; null: it is in none. */
  topicOf(message) {
    return this.topics.find(({ id }) => id === message.message_thread_id)?.name ?? null;
  }

  /** Reads the chat anew. */
  async load() {
    const chat = await api.readChat(this.chat);
    this.standing = chat.standing;
    this.keys = chat.keys;
    this.commands = chat.commands;
    this.messages = new Map(chat.messages.map((message) => [message.message_id, message]));
    this.unread = 0;
    this.redraw();
  }

  /** Draws all of it, for instance in another language. */
  redraw() {
    if (!this.messages) return;
    const all = [...this.messages.values()].sort((a, b) => a.message_id - b.message_id);
    this.day = null;
    this.list.replaceChildren(...all.flatMap((message) => [this.newDay(message), bubble(this, message)].filter(Boolean)));
    this.list.setAttribute('aria-label', `${word('chats')}: ${this.name}`);
    this.more.setAttribute('aria-label', word('menu'));
    this.jump.setAttribute('aria-label', word('latest'));
    this.welcome();
    this.redrawFoot();
    this.toBottom();
  }

  added(message) {
    if (this.messages.has(message.message_id)) {
      this.edited(message);
      return;
    }
    const low = this.atBottom();
    this.messages.set(message.message_id, message);
    this.list.querySelector('.welcome')?.remove();
    const day = this.newDay(message);
    if (day) this.list.append(day);
    this.list.append(this.fresh(bubble(this, message)));
    this.typing(false);
    if (this.mine(message) || (low && this.seen())) {
      this.toBottom();
    } else if (message.from.is_bot) {
      this.countUnread(this.unread + 1);
    }
    this.redrawStart();
  }

  edited(message) {
    this.messages.set(message.message_id, message);
    const low = this.atBottom();
    const old = this.list.querySelector(`[data-message="${message.message_id}"]`);
    const drawn = bubble(this, message);
    const focused = old?.contains(document.activeElement) ? [...old.querySelectorAll('button')].indexOf(document.activeElement) : -1;
    if (old) old.replaceWith(drawn);
    else this.redraw();
    drawn.classList.add('flash');
    if (focused >= 0) drawn.querySelectorAll('button')[focused]?.focus();
    if (low) this.toBottom();
  }

  deleted(id) {
    this.messages.delete(id);
    const old = this.list.querySelector(`[data-message="${id}"]`);
    if (!old) return;
    old.classList.add('leaving');
    old.addEventListener('animationend', () => old.remove(), { once: true });
    setTimeout(() => old.remove(), 400);
  }

  keysChanged(keys) {
    this.keys = keys;
    const low = this.atBottom();
    this.composer.keys();
    if (low) this.toBottom();
  }

  commandsChanged(commands) {
    this.commands = commands;
  }

  standingChanged(standing) {
    this.standing = standing;
    this.redrawFoot();
  }

  typing(is = true) {
    clearTimeout(this.typingEnd);
    this.subtitle.textContent = is ? word('typing') : this.subtitleText;
    this.subtitle.classList.toggle('busy', is);
    if (is) this.typingEnd = setTimeout(() => this.typing(false), 5000);
  }

  /** Whether the screen reader tells what arrives here. */
  announce(is) {
    this.list.setAttribute('aria-live', is ? 'polite' : 'off');
  }

  /** Answers whether it went out. */
  async say(text, replyTo) {
    return this.attempt(() => api.say(this.chat, this.speaker(), text, replyTo, this.composer.topic()));
  }

  /** What a link to the bot does: it opens the private chat of who taps it. */
  async start(payload) {
    const chat = this.speaker();
    if (await this.attempt(() => api.say(chat, chat, `/start ${payload}`)) && chat !== this.chat) this.world.open(chat);
  }

  /** Makes the next text a reply to this message. */
  reply(message) {
    this.composer.replyTo(message.message_id, firstLine(message));
  }

  /** Scrolls to a message that is still here. */
  show(message) {
    const shown = this.list.querySelector(`[data-message="${message}"]`);
    shown?.scrollIntoView({ behavior: 'smooth', block: 'center' });
    shown?.classList.remove('flash');
    requestAnimationFrame(() => shown?.classList.add('flash'));
  }

  async copy(text) {
    const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    this.toast(copied ? word('copiedText', text) : text);
  }

  async pressKey(label) {
    await this.attempt(() => api.pressKey(this.chat, this.speaker(), label));
  }

  async share(contact) {
    await this.attempt(() => api.shareContact(this.chat, { from: this.speaker(), ...contact }));
  }

  async press(message, data, button) {
    button.classList.add('waiting');
    button.setAttribute('aria-busy', 'true');
    await this.attempt(async () => {
      const answer = await api.pressButton(this.chat, this.speaker(), message, data);
      if (!answer.answered) this.toast(word('noAnswer'), true);
      else if (answer.text && answer.alert) popover(this.more, el('p', { className: 'note' }, answer.text));
      else if (answer.text) this.toast(answer.text);
    });
    button.classList.remove('waiting');
    button.removeAttribute('aria-busy');
  }

  async explain(message, anchor) {
    await this.attempt(async () => {
      const { why } = await api.why(this.chat, message);
      popover(anchor, (why || word('whyUnknown')).split('\n').map((line) => el('p', { className: 'note' }, line)));
    });
  }

  toast(text, bad = false) {
    const toast = el('p', { className: bad ? 'toast bad' : 'toast' }, text);
    this.toasts.replaceChildren(toast);
    setTimeout(() => toast.remove(), TOAST_MILLIS);
  }

  /** Offers contacts to share. */
  contacts(anchor) {
    const own = this.world.person(this.speaker());
    const others = this.world.people().filter((person) => person.id !== own.id).slice(0, 6);
    popover(anchor, [
      choice(word('ownContact'), () => this.share({})),
      ...others.map((person) => choice(word('otherContact', person.name), () => this.share({ of: person.id }))),
      choice(word('strangeContact'), () => this.share({ phone: own.phone, name: own.name })),
    ]);
  }

  menu() {
    const open = this.standing === 'OPEN';
    popover(this.more, [
      choice(word(open ? 'block' : 'unblock'), () => this.block(open)),
      choice(word('close'), () => this.world.hide(this)),
    ]);
  }

  async block(is) {
    const shut = this.chat > 0 ? 'BLOCKED' : 'KICKED';
    await this.attempt(() => api.setStanding(this.chat, is ? shut : 'OPEN'));
  }

  /** A line with the date, where the message is the first one of its day. */
  newDay(message) {
    const day = new Date(message.date * 1000).toDateString();
    if (day === this.day) return null;
    this.day = day;
    return dayMark(message.date);
  }

  /** Who was at the newest message stays there, whatever the keyboard or the window does. */
  resized() {
    this.size = this.sizeNow();
    if (this.low) this.toBottom();
  }

  sizeNow() {
    return `${this.scroller.clientWidth} ${this.scroller.clientHeight}`;
  }

  toBottom() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.scrolled();
  }

  scrolled() {
    if (this.scroller.clientHeight === 0 || this.size !== this.sizeNow()) return;
    this.low = this.atBottom();
    if (this.low && this.seen()) this.countUnread(0);
    this.jump.hidden = this.low;
  }

  atBottom() {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < 48;
  }

  seen() {
    return document.visibilityState === 'visible' && this.element.offsetParent !== null;
  }

  countUnread(count) {
    this.unread = count;
    this.badge.hidden = count === 0;
    this.badge.textContent = count;
    this.jump.hidden = this.atBottom();
    this.world.unread(this);
  }

  welcome() {
    if (this.messages.size > 0) return;
    this.list.append(el('li', { className: 'welcome' }, el('strong', {}, word('empty')),
      el('span', {}, word(this.chat > 0 ? 'emptyHint' : 'emptyGroup', this.world.bot()?.username ?? ''))));
  }

  redrawFoot() {
    if (this.standing === 'OPEN') {
      this.foot.replaceChildren(this.composer.element);
      this.composer.redraw();
      this.redrawStart();
    } else {
      this.foot.replaceChildren(el('button', { type: 'button', className: 'wide', onclick: () => this.block(false) },
        `${word('blocked')} · ${word('unblock')}`));
    }
  }

  redrawStart() {
    this.composer.offerStart(this.chat > 0 && this.messages.size === 0);
  }

  fresh(item) {
    item.classList.add('fresh');
    return item;
  }

  async attempt(act) {
    try {
      await act();
      return true;
    } catch (problem) {
      this.toast(problem.message, true);
      return false;
    }
  }
}

function choice(label, act) {
  return el('button', { type: 'button', role: 'menuitem', onclick: act }, label);
}
