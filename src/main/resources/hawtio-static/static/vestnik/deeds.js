import { h, pf, React, tell, warn } from './ui.js';

const { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } = pf;

/** A button that acts at once; shows the sentence of the answer, or of the refusal. */
export function Deed({ act, children, variant = 'secondary', name }) {
  const [busy, setBusy] = React.useState(false);
  const press = async () => {
    setBusy(true);
    await act().then(tell, (error) => warn(error.message));
    setBusy(false);
  };
  return h(Button, { variant, size: 'sm', 'aria-label': name, isDisabled: busy, isLoading: busy || undefined, onClick: press }, children);
}

/** A button that asks before it acts; `harmless` for what takes nothing away. A refusal is shown where the question was. */
export function AskedDeed({ act, children, question, text, verb, name, harmless }) {
  const [asked, setAsked] = React.useState(false);
  return h(React.Fragment, null,
    h(Button, { variant: 'secondary', size: 'sm', isDanger: !harmless, 'aria-label': name, onClick: () => setAsked(true) }, children),
    asked && h(Question, { question, text, verb, harmless, act, close: () => setAsked(false) }));
}

function Question({ question, text, verb, harmless, act, close }) {
  const [busy, setBusy] = React.useState(false);
  const [problem, setProblem] = React.useState('');
  const press = () => {
    setBusy(true);
    act().then(
      (answer) => {
        tell(answer);
        close();
      },
      (error) => {
        setProblem(error.message);
        setBusy(false);
      });
  };
  return h(Modal, { variant: 'small', isOpen: true, onClose: close, 'aria-label': question },
    h(ModalHeader, { title: question, titleIconVariant: 'warning' }),
    h(ModalBody, null, text, problem && h(Alert, { className: 'pf-v6-u-mt-md', variant: 'danger', isInline: true, title: problem })),
    h(ModalFooter, null,
      h(Button, { variant: harmless ? 'primary' : 'danger', isDisabled: busy, isLoading: busy || undefined, onClick: press }, verb),
      h(Button, { variant: 'link', onClick: close }, 'Cancel')));
}
