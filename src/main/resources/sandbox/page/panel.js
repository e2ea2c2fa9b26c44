import * as api from './api.js';
import { clock, forward } from './clock.js';
import { el, icon } from './dom.js';
import { moods } from './moods.js';
import { commands, OFFERED, SAMPLES } from './samples.js';
import { tour } from './tour.js';
import { onLanguage, word } from './words.js';

const STATUSES = ['critical', 'warning', 'info', 'resolved'];
const FIELDS = ['title', 'status', 'key', 'ip', 'area', 'text', 'to'];

/** The panel that lets events happen, and shows how others would. */
export function panel(root, world) {
  let ways = {};
  let shown = null;
  const values = { status: 'critical', title: '', key: '', ip: '10.1.0.7', area: '', text: '', to: '' };

  const said = el('p', { className: 'said', role: 'status' });
  const attempt = (act) => act().catch((problem) => say(problem.message, true));
  const pushing = (name) => () => attempt(() => api.push(SAMPLES[name]().events));
  const steps = tour({
    tourFailure: pushing('failure'), tourSecond: pushing('second'), tourRecovery: pushing('recoveries'),
    tourClock: () => attempt(() => forward('PT5M')),
  });

  function draw() {
    const fields = Object.fromEntries(FIELDS.map((name) => [name, field(name)]));
    const shell = commandBox();
    const show = (sample) => {
      shown = sample;
      const texts = commands(sample(), ways);
      shell.fill({ curl: texts.curl ?? word('noHttp'), 'redis-cli': texts.redis ?? word('noRedis') });
    };
    const form = el('form', { className: 'own part', onsubmit: (event) => { event.preventDefault(); push(own); } },
      el('h2', {}, word('own')),
      labelled('title', fields.title), labelled('text', fields.text),
      el('div', { className: 'pair' }, labelled('status', fields.status), labelled('key', fields.key)),
      el('div', { className: 'pair' }, labelled('ip', fields.ip), labelled('area', fields.area)),
      labelled('to', fields.to),
      el('button', { type: 'submit', className: 'primary' }, icon('bolt'), word('push')));
    form.addEventListener('input', (event) => {
      values[event.target.name] = event.target.value;
      show(own);
    });

    async function push(sample) {
      show(sample);
      try {
        const { pushed } = await api.push(sample().events);
        say(word('pushed', pushed));
      } catch (problem) {
        say(problem.message, true);
      }
    }

    root.replaceChildren(
      clock((problem) => say(problem, true)), steps.element(),
      el('h2', {}, word('pushTitle')), el('p', { className: 'hint' }, word('pushHint')),
      el('div', { className: 'samples' }, OFFERED.map((name) =>
        el('button', { type: 'button', className: `sample ${name}`, onclick: () => push(SAMPLES[name]), onfocus: () => show(SAMPLES[name]), onpointerenter: () => show(SAMPLES[name]) },
          el('span', { className: 'sign', 'aria-hidden': 'true' }),
          el('span', {}, el('strong', {}, word(name)), el('small', {}, word(`${name}Hint`)))))),
      said, el('h2', {}, word('same')), shell.element, topology(), form, moods());
    show(shown ?? SAMPLES.failure);
  }

  /** On the port of the operators, of the process that shows this page. */
  function topology() {
    if (!ways.topology) return '';
    const href = `${location.protocol}//${location.hostname}${ways.topology}`;
    return el('p', { className: 'hint' }, el('a', { href, target: '_blank', rel: 'noopener' }, word('topology')));
  }

  function own() {
    const event = { status: values.status, title: values.title || word('sampleDown') };
    for (const name of ['key', 'ip', 'area', 'text']) if (values[name]) event[name] = values[name];
    if (!event.key) event.key = 'sandbox/1';
    if (values.to) event.to = [values.to];
    return { events: [{ ...event, source: 'sandbox' }] };
  }

  function field(name) {
    if (name === 'status') {
      return select(name, STATUSES.map((value) => [value, value]));
    }
    if (name === 'to') {
      return select(name, [['', word('everyone')], ...world.people().slice(0, 50).map(({ phone, name: who }) => [phone, who])]);
    }
    if (name === 'text') return el('textarea', { name, rows: 2, value: values[name] });
    const example = { title: word('sampleDown'), key: 'sandbox/1', ip: '10.1.0.7', area: 'north' }[name];
    return el('input', { name, type: 'text', value: values[name], placeholder: example, autocomplete: 'off', maxLength: name === 'title' ? 256 : 200 });
  }

  function select(name, options) {
    const element = el('select', { name }, options.map(([value, label]) => el('option', { value }, label)));
    element.value = values[name];
    return element;
  }

  function say(text, bad = false) {
    said.textContent = text;
    said.classList.toggle('bad', bad);
  }

  /** The service's addresses and people may be others after a restart. */
  async function reload() {
    ways = await api.waysIn();
    draw();
  }

  onLanguage(draw);
  return { reload, happened: steps.happened };
}

function labelled(name, control) {
  return el('label', { className: 'field' }, el('span', {}, word(name)), control);
}

function commandBox() {
  const code = el('code', {});
  const copy = el('button', { type: 'button', className: 'copy', onclick: copyIt }, word('copy'));
  const ways = ['curl', 'redis-cli'].map((name) => el('button', { type: 'button', role: 'tab', onclick: () => choose(name) }, name));
  let texts = {};
  let chosen = 'curl';

  function choose(name) {
    chosen = name;
    ways.forEach((way) => way.setAttribute('aria-selected', `${way.textContent === name}`));
    code.textContent = texts[name];
  }

  async function copyIt() {
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      getSelection().selectAllChildren(code);
      return;
    }
    copy.textContent = word('copied');
    setTimeout(() => { copy.textContent = word('copy'); }, 1500);
  }

  return {
    element: el('div', { className: 'command-box' },
      el('div', { className: 'command-head', role: 'tablist' }, ways, copy),
      el('pre', { tabIndex: 0, 'aria-label': word('same') }, code)),
    fill: (next) => {
      texts = next;
      choose(chosen);
    },
  };
}
