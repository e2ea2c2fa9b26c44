const LINE = /^(\w+)(?:\{(.*)\})? (\S+)$/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** The metrics of these names as the management port serves them: a list of `{ name, labels, value }`. */
export async function metrics(names) {
  const address = new URL(`../metrics?includedNames=${names.join()}`, document.baseURI);
  const response = await fetch(address).catch(() => { throw new Error('Vestnik does not answer.'); });
  if (!response.ok) throw new Error(`The metrics answer with the status ${response.status}.`);
  return (await response.text()).split('\n').map((line) => LINE.exec(line)).filter(Boolean).map(([, name, labels = '', value]) => ({
    name,
    labels: Object.fromEntries([...labels.matchAll(LABEL)].map(([, label, text]) => [label, text])),
    value: Number(value),
  }));
}
