// Buttons that copy a text of the page.

function showCopyButtons() {
  for (const button of document.querySelectorAll('[data-copy][hidden]')) button.hidden = false;
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  if (!(await write(source))) return;
  const { textContent: label } = button;
  if (label === 'Copied') return;
  button.textContent = 'Copied';
  setTimeout(() => {
    button.textContent = label;
  }, 1500);
}

async function write(source) {
  try {
    await navigator.clipboard.writeText(source.textContent);
    return true;
  } catch {
    // Without a secure context there is only the older way.
    getSelection().selectAllChildren(source);
    return document.execCommand('copy');
  }
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-copy]');
  if (button) void copy(button);
});
document.addEventListener('htmx:afterSwap', showCopyButtons);
showCopyButtons();
