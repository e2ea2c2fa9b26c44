import * as api from './api.js';
import { el, icon } from './dom.js';
import { render } from './text.js';
import { currentLanguage, word } from './words.js';

const TIME = new Intl.DateTimeFormat('ru', { hour: '2-digit', minute: '2-digit' });

/** The date above the first message of a day. */
export function dayMark(seconds) {
  const date = new Date(seconds * 1000);
  const today = date.toDateString() === new Date().toDateString();
  const words = today ? word('today') : date.toLocaleDateString(currentLanguage(), { day: 'numeric', month: 'long' });
  return el('li', { className: 'day' }, el('span', {}, words));
}

/**
 * One message as a bubble with what belongs to it.
 *
 * @param phone gives `chat` (its id), `mine(message)`, `reasons`, and does `say`, `press`, `explain`
 */
export function bubble(phone, message) {
  const mine = phone.mine(message);
  const group = phone.chat < 0;
  const text = message.text ?? message.caption ?? '';
  const body = el('div', { className: text === '' ? 'bubble bare' : 'bubble' },
    group && !mine ? el('span', { className: `sender ink-${Math.abs(message.from.id) % 7}` }, fullName(message.from)) : null,
    message.document ? documentCard(phone.chat, message) : null,
    message.contact ? contactCard(message.contact) : null,
    text === '' ? null : el('div', { className: 'text' }, render(text,
      message.entities ?? message.caption_entities, (command) => phone.say(command))),
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
  if (message.from.is_bot && phone.reasons()) {
    about.append(el('button', {
      type: 'button', className: 'why', title: word('why'), 'aria-label': word('why'),
      onclick: (event) => phone.explain(message.message_id, event.currentTarget),
    }, icon('why')));
  }
  if (message.from.is_bot && message.silent) {
    about.append(el('span', { className: 'quiet', title: word('silent'), role: 'img', 'aria-label': word('silent') }, icon('mute')));
  }
  if (message.edit_date) about.append(`${word('edited')} `);
  const when = new Date(message.date * 1000);
  about.append(el('time', { dateTime: when.toISOString() }, TIME.format(when)));
  return about;
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
  if (button.url) {
    return el('a', { className: 'inline-button', href: safe(button.url), target: '_blank', rel: 'noopener noreferrer' }, button.text, ' ↗');
  }
  return el('button', {
    type: 'button', className: 'inline-button',
    onclick: (event) => phone.press(message.message_id, button.callback_data, event.currentTarget),
  }, button.text);
}

function safe(address) {
  return /^(https?|tg):\/\//.test(address) ? address : '#';
}
