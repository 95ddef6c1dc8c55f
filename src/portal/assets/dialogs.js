// Dialogs are open in the page as served. Here they become modal, and they leave the document when dismissed.

let opener;

function openDialog() {
  const [dialog] = document.querySelectorAll('#overlay dialog[open]');
  if (!dialog || dialog.dataset.modal) return;
  dialog.dataset.modal = 'true';
  // Not close(), which would cause a close event.
  dialog.removeAttribute('open');
  dialog.showModal();
}

/** Removes the dialog at once, since it may show a token. */
function dismiss(dialog) {
  const { back } = dialog.dataset;
  dialog.remove();
  // The page itself was the address of the dialog, or the response to a form: leave it.
  if (document.body.dataset.dialogPage === 'true') location.replace(back);
  // What opened it may have been replaced meanwhile.
  (document.getElementById(opener?.id) ?? opener)?.focus();
  opener = undefined;
}

document.addEventListener('click', (event) => {
  const dialog = event.target.closest('[data-dismiss]')?.closest('dialog');
  if (!dialog) return;
  event.preventDefault();
  dismiss(dialog);
});
// The Escape key. These events do not bubble.
document.addEventListener(
  'cancel',
  (event) => {
    event.preventDefault();
    dismiss(event.target);
  },
  true,
);
document.addEventListener('htmx:beforeRequest', ({ target, detail }) => {
  // Live updates send requests too; they open nothing.
  if (detail.target.id !== 'overlay') return;
  opener = target.matches('form') ? target.querySelector('[type=submit]') : target;
});
document.addEventListener('htmx:afterSwap', openDialog);
// A page that the browser keeps for its back button must not keep a token.
window.addEventListener('pagehide', () => document.querySelector('#overlay')?.replaceChildren());

if (document.querySelector('#overlay dialog')) document.body.dataset.dialogPage = 'true';
openDialog();
