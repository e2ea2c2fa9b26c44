import { word } from './words.js';

/** The control API. Every answer that is no success throws an Error with its sentence. */
async function request(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => { throw new Error(word('gone')); });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : {};
  if (!response.ok) throw new Error(answer.error ?? `${response.status}`);
  return answer;
}

const chat = (id) => `/sandbox/chats/${id}`;

export const state = () => request('GET', '/sandbox/state');
export const readChat = (id) => request('GET', chat(id));
export const say = (id, from, text, replyTo, topic) => request('POST', `${chat(id)}/text`, { from, text, replyTo, topic });
export const pressKey = (id, from, label) => request('POST', `${chat(id)}/key`, { from, label });
export const pressButton = (id, from, message, button) => request('POST', `${chat(id)}/press`, { from, message, button });
export const shareContact = (id, contact) => request('POST', `${chat(id)}/contact`, contact);
export const setStanding = (id, standing) => request('POST', `${chat(id)}/standing`, { standing });
export const why = (id, message) => request('GET', `${chat(id)}/messages/${message}/why`);
export const documentPath = (id, message) => `${chat(id)}/messages/${message}/document`;
export const waysIn = () => request('GET', '/sandbox/events');
export const push = (events) => request('POST', '/sandbox/events', events);
export const clock = () => request('GET', '/sandbox/clock');
export const moveClock = (forward) => request('POST', '/sandbox/clock', { forward });
export const limits = () => request('GET', '/sandbox/limits');
export const setLimits = (limits) => request('PUT', '/sandbox/limits', limits);
export const telegramLimits = () => request('DELETE', '/sandbox/limits');
export const faults = () => request('GET', '/sandbox/faults');
export const setFaults = (faults) => request('PUT', '/sandbox/faults', faults);
export const counters = () => request('GET', '/sandbox/counters');
export const reset = () => request('POST', '/sandbox/reset', {});
export const changes = () => new EventSource('/sandbox/changes');
