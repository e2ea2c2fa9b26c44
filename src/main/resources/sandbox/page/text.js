import { el } from './dom.js';

const TAGS = {
  bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre',
  blockquote: 'blockquote', expandable_blockquote: 'blockquote',
};
const SCHEMES = ['http:', 'https:', 'tg:', 'mailto:', 'tel:'];

/**
 * A text with its entities as nodes.
 *
 * @param onCommand is called with a /command that is pressed
 * @param actionOf gives what the press of a link does instead of opening it, or null
 */
export function render(text, entities = [], onCommand, actionOf = () => null) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return part(text, 0, text.length, sorted, { onCommand, actionOf });
}

function part(text, from, to, entities, does) {
  const nodes = [];
  let at = from;
  for (let i = 0; i < entities.length;) {
    const entity = entities[i];
    const end = Math.min(entity.offset + entity.length, to);
    let next = i + 1;
    while (next < entities.length && entities[next].offset < end) next++;
    if (entity.offset >= at && end > entity.offset) {
      nodes.push(text.slice(at, entity.offset));
      nodes.push(wrap(entity, text.slice(entity.offset, end), () =>
        part(text, entity.offset, end, entities.slice(i + 1, next), does), does));
      at = end;
    }
    i = next;
  }
  nodes.push(text.slice(at, to));
  return nodes.filter((node) => node !== '');
}

function wrap(entity, text, inner, does) {
  if (entity.type === 'bot_command') return command(text, does.onCommand);
  if (entity.type === 'text_link') {
    const action = does.actionOf(entity.url);
    return action ? el('button', { type: 'button', className: 'command', onclick: action }, inner()) : link(entity.url, inner());
  }
  if (entity.type === 'url') return link(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`, [text]);
  if (entity.type === 'email') return link(`mailto:${text}`, [text]);
  if (entity.type === 'phone_number') return link(`tel:${text}`, [text]);
  if (entity.type === 'spoiler') {
    return el('span', { className: 'spoiler', tabIndex: 0, role: 'button', onclick: reveal, onkeydown: reveal }, inner());
  }
  if (entity.type === 'code' || entity.type === 'pre') return el(TAGS[entity.type], {}, text);
  return el(TAGS[entity.type] ?? 'span', {}, inner());
}

function reveal(event) {
  if (event.type === 'click' || event.key === 'Enter') event.currentTarget.classList.add('shown');
}

function command(text, onCommand) {
  return el('button', { type: 'button', className: 'command', onclick: () => onCommand(text) }, text);
}

function link(address, children) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return el('span', {}, children);
  }
  if (!SCHEMES.includes(url.protocol)) return el('span', {}, children);
  return el('a', { href: url.href, target: '_blank', rel: 'noopener noreferrer' }, children);
}
