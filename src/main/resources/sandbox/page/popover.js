import { el } from './dom.js';

let open = null;

/** A small window at an element. It closes on a choice, a click elsewhere and Escape; arrows move in it. */
export function popover(anchor, children) {
  const again = open?.anchor === anchor;
  close();
  const menu = el('div', { className: 'popover', role: 'menu' }, children);
  if (again) return menu;
  document.body.append(menu);
  place(menu, anchor);
  if (!menu.querySelector('[role=menuitem]')) menu.role = 'note';
  open = { menu, anchor };
  menu.addEventListener('click', (event) => event.target.closest('[role=menuitem]') && close());
  queueMicrotask(() => menu.dataset.keepFocus || menu.querySelector('[role=menuitem]')?.focus());
  return menu;
}

function place(menu, anchor) {
  const at = anchor.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, innerWidth - size.width - 8));
  const below = at.bottom + size.height + 8 < innerHeight;
  menu.style.left = `${left}px`;
  menu.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - size.height - 6)}px`;
}

function close() {
  const was = open;
  open = null;
  if (!was) return;
  const inside = was.menu.contains(document.activeElement);
  was.menu.remove();
  if (inside) was.anchor.focus();
}

document.addEventListener('pointerdown', (event) => {
  if (open && !open.menu.contains(event.target) && !open.anchor.contains(event.target)) close();
});
document.addEventListener('keydown', (event) => {
  if (!open) return;
  if (event.key === 'Escape') close();
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const items = [...open.menu.querySelectorAll('[role=menuitem]')];
  const at = items.indexOf(document.activeElement);
  items[(at + (event.key === 'ArrowDown' ? 1 : items.length - 1) + items.length) % items.length]?.focus();
});
addEventListener('resize', close);
