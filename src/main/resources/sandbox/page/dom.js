/** Makes elements. Text is always text: nothing here reads HTML. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== 'list') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const PATHS = {
  send: 'M3 20.5v-7l9-1.5-9-1.5v-7L22 12z',
  menu: 'M4 6h16v2H4zM4 11h16v2H4zM4 16h16v2H4z',
  clip: 'M16.5 6v11a4.5 4.5 0 0 1-9 0V5.5a3 3 0 0 1 6 0V16a1.5 1.5 0 0 1-3 0V6H9v10a3 3 0 0 0 6 0V5.5a4.5 4.5 0 0 0-9 0V17a6 6 0 0 0 12 0V6z',
  keys: 'M4 5h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zm1 3v2h2V8zm4 0v2h2V8zm4 0v2h2V8zm4 0v2h2V8zM5 12v2h2v-2zm4 0v2h6v-2zm8 0v2h2v-2z',
  more: 'M12 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm0 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm0 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  close: 'M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4L12 13.4 6.4 19 5 17.6 10.6 12 5 6.4z',
  file: 'M6 2h8l5 5v13a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V4c0-1.1.9-2 2-2zm7 1.5V8h4.5zM7 12v2h10v-2zm0 4v2h7v-2z',
  person: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zm0 10c4.4 0 8 1.8 8 4v2H4v-2c0-2.2 3.6-4 8-4z',
  down: 'm12 16-7-7 1.4-1.4L12 13.2l5.6-5.6L19 9z',
  mute: 'M12 2a6 6 0 0 1 6 6v5l2 3v1h-3L5 5a6 6 0 0 1 7-3zM4 3.3 3 4.6l3 3V13l-2 3v1h11.4l3 3 1.3-1.3zM10 19h4a2 2 0 0 1-4 0z',
  why: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20zm-1 14v2h2v-2zm1-10a4 4 0 0 0-4 4h2a2 2 0 1 1 3 1.7c-1.2.7-2 1.5-2 3.3h2c0-2 3-2.200 3-5a4 4 0 0 0-4-4z',
  reply: 'M10 9V5l-8 7 8 7v-4.100c5.700 0 9.700 1.800 12 6.100-.800-6-4-11-12-12z',
  copy: 'M8 3h10a2 2 0 0 1 2 2v12h-2V5H8zM6 7h8a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V9c0-1.100.900-2 2-2zm0 2v10h8V9z',
  clock: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20zm0 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16zm-1 3h2v4.600l3.200 3.200-1.400 1.400L11 12.400z',
  bolt: 'M13 2 4 14h6l-1 8 9-12h-6z',
};

/** A small picture that says nothing to a screen reader. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('icon');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

/** A round picture with somebody's initials, in a colour of their own. */
export function avatar(name, id) {
  const initials = name.split(/\s+/).slice(0, 2).map((part) => [...part][0] ?? '').join('');
  return el('span', { className: `avatar hue-${Math.abs(id) % 7}`, 'aria-hidden': 'true' }, initials);
}
