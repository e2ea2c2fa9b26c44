import * as api from './api.js';
import { now } from './clock.js';
import { el, icon } from './dom.js';
import { render } from './text.js';
import { currentLanguage, word } from './words.js';

const TIME = new Intl.DateTimeFormat('ru', { hour: '2-digit', minute: '2-digit' });

/** The date above the first message of a day. */
export function dayMark(seconds) {
  const date = new Date(seconds * 1000);
  const today = date.toDateString() === now().toDateString();
  const words = today ? word('today') : date.toLocaleDateString(currentLanguage(), { day: 'numeric', month: 'long' });
  return el('li', { className: 'day' }, el('span', {}, words));
}

/**
 * One message as a bubble with what belongs to it.
 *
 * @param phone gives `chat` (its id), `mine(message)`, `topicOf(message)`, `reasons`, and does `say`, `start`, `press`, `explain`, `reply`, `copy`, `show`
 */
export function bubble(phone, message) {
  const mine = phone.mine(message);
  const group = phone.chat < 0;
  const text = message.text ?? message.caption ?? '';
  const body = el('div', { className: text === '' ? 'bubble bare' : 'bubble' },
    group && !mine ? el('span', { className: `sender ink-${Math.abs(message.from.id) % 7}` }, fullName(message.from)) : null,
    group && phone.topicOf(message) ? el('span', { className: 'topic' }, `# ${phone.topicOf(message)}`) : null,
    message.reply_to_message ? quote(phone, message.reply_to_message) : null,
    message.document ? documentCard(phone.chat, message) : null,
    message.contact ? contactCard(message.contact) : null,
    text === '' ? null : el('div', { className: 'text' }, render(text,
      message.entities ?? message.caption_entities, (command) => phone.say(command), (address) => startsHere(phone, address))),
    meta(phone, message));
  const item = el('li', { className: `message ${mine ? 'mine' : 'theirs'}`, 'data-message': `${message.message_id}` },
    el('div', { className: 'stack' }, body, message.reply_markup ? buttons(phone, message) : null));
  item.dataset.from = message.from.id;
  return item;
}

export function fullName(user) {
  return [user.first_name, user.last_name].filter(Boolean).join(' ');
}

function meta(phone, message) {
  const about = el('span', { className: 'meta' });
  if (message.from.is_bot && phone.chat > 0 && phone.reasons()) {
    about.append(el('button', {
      type: 'button', className: 'why', title: word('why'), 'aria-label': word('why'),
      onclick: (event) => phone.explain(message.message_id, event.currentTarget),
    }, icon('why')));
  }
  about.append(el('button', {
    type: 'button', className: 'reply', title: word('reply'), 'aria-label': word('reply'), onclick: () => phone.reply(message),
  }, icon('reply')));
  if (message.from.is_bot && message.silent) {
    about.append(el('span', { className: 'quiet', title: word('silent'), role: 'img', 'aria-label': word('silent') }, icon('mute')));
  }
  if (message.edit_date) about.append(`${word('edited')} `);
  const when = new Date(message.date * 1000);
  about.append(el('time', { dateTime: when.toISOString() }, TIME.format(when)));
  return about;
}

/** The first line of a message, for a reply to it. */
export function firstLine(message) {
  return (message.text ?? message.caption ?? message.document?.file_name ?? word('contact')).split('\n')[0];
}

function quote(phone, message) {
  return el('button', { type: 'button', className: 'quote', onclick: () => phone.show(message.message_id) },
    el('strong', {}, fullName(message.from)), el('span', {}, firstLine(message)));
}

function documentCard(chat, message) {
  const { file_name: name, file_size: size } = message.document;
  return el('a', {
    className: 'document', href: api.documentPath(chat, message.message_id), download: name,
    'aria-label': word('download', name),
  }, el('span', { className: 'document-icon' }, icon('file')),
  el('span', { className: 'document-name' }, name, el('small', {}, readable(size))));
}

function readable(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} kB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function contactCard(contact) {
  return el('div', { className: 'contact' }, el('span', { className: 'contact-icon' }, icon('person')),
    el('span', {}, el('strong', {}, fullName(contact)), el('small', {}, contact.phone_number)));
}

function buttons(phone, message) {
  return el('div', { className: 'inline' }, message.reply_markup.inline_keyboard.map((row) =>
    el('div', { className: 'row' }, row.map((button) => inlineButton(phone, message, button)))));
}

function inlineButton(phone, message, button) {
  const className = `inline-button ${button.style ?? ''}`;
  if (button.url) {
    const start = startsHere(phone, button.url);
    return start
      ? el('button', { type: 'button', className, onclick: start }, button.text)
      : el('a', { className, href: safe(button.url), target: '_blank', rel: 'noopener noreferrer' }, button.text, ' ↗');
  }
  if (button.copy_text) {
    const { text } = button.copy_text;
    return el('button', { type: 'button', className, title: word('copyText', text), onclick: () => phone.copy(text) }, button.text, icon('copy'));
  }
  return el('button', {
    type: 'button', className,
    onclick: (event) => phone.press(message.message_id, button.callback_data, event.currentTarget),
  }, button.text);
}

/** What a link to the bot itself does here, where it must not lead to the real Telegram; null for any other link. */
function startsHere(phone, address) {
  const [, bot, payload] = /^https?:\/\/t\.me\/(\w+)\?start=([\w-]+)$/.exec(address) ?? [];
  return bot && bot === phone.world.bot()?.username ? () => phone.start(payload) : null;
}

function safe(address) {
  return /^(https?|tg):\/\//.test(address) ? address : '#';
}
