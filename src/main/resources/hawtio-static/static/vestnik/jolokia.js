/** Requests to the MBeans of this Vestnik, with the login of Hawtio. What is refused is an Error with one sentence. */

const LOOK_ONLY = 'Your login may not do this.';
const NAME_OF_EXCEPTION = /^([\w$]+\.)+[\w$]+\s*:\s*/;

export const bean = (type) => `dev.vestnik:type=${type}`;

/** A request for attributes; without names for all of them. */
export const read = (mbean, attribute) => ({ type: 'read', mbean, attribute });

/** A request for an operation. */
export const exec = (mbean, operation, ...args) => ({ type: 'exec', mbean, operation, arguments: args });

/** Sends several requests at once. Each answer has a `value`, or the sentence of its `problem`. */
export async function ask(requests) {
  const response = await fetch(new URL('jolokia', document.baseURI), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': cookie('XSRF-TOKEN') },
    body: JSON.stringify(requests),
  }).catch(() => { throw new Error('Vestnik does not answer. This page asks again every few seconds.'); });
  if (response.status === 401) throw new Error('You are logged out. Reload this page to log in again.');
  if (response.status === 403) throw new Error(await response.json().then(({ error }) => sentence(error), () => LOOK_ONLY));
  if (!response.ok) throw new Error(`Vestnik answers with the status ${response.status}.`);
  return (await response.json()).map(answered);
}

/** The value of one request. */
export async function value(request) {
  const [answer] = await ask([request]);
  if (answer.problem) throw new Error(answer.problem);
  return answer.value;
}

/** Calls an operation of one of Vestnik's beans; returns what it says. */
export const call = (type, operation, ...args) => value(exec(bean(type), operation, ...args));

/** The same for an operation that answers with JSON. */
export const list = async (type, operation, ...args) => JSON.parse(await call(type, operation, ...args));

function answered({ status, value: given, error }) {
  if (status === 200) return { value: given };
  return { problem: status === 403 ? LOOK_ONLY : sentence(error) };
}

function sentence(error = 'Refused without a reason') {
  const text = error.replace(NAME_OF_EXCEPTION, '');
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function cookie(name) {
  const found = document.cookie.split('; ').find((one) => one.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : '';
}
