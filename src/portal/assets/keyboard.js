// Keys: ? lists them, Ctrl+K opens the palette, / searches, g and a letter opens a page, j and k move through a list.

let expectsPage = false;

document.addEventListener('keydown', (event) => {
  const { key, target } = event;
  if ((event.ctrlKey || event.metaKey) && key === 'k') {
    event.preventDefault();
    if (!document.querySelector('dialog[open]')) document.getElementById('palette')?.click();
    return;
  }
  if (document.getElementById('palette-entries') && (key === 'ArrowDown' || key === 'ArrowUp')) {
    event.preventDefault();
    moveFocus(key === 'ArrowDown' ? 1 : -1, '#palette-entries li');
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (target.matches('input, select, textarea') || document.querySelector('dialog[open]')) return;
  if (expectsPage) {
    expectsPage = false;
    document.querySelector(`nav [data-key="${CSS.escape(key)}"]`)?.click();
  } else if (key === 'g') {
    expectsPage = true;
    setTimeout(() => {
      expectsPage = false;
    }, 1200);
  } else if (key === '?') {
    document.getElementById('shortcuts')?.click();
  } else if (key === '/') {
    const search = document.querySelector('input[type=search]');
    if (!search) return;
    event.preventDefault();
    search.select();
  } else if (key === 'j' || key === 'k') {
    moveFocus(key === 'j' ? 1 : -1);
  }
});

function moveFocus(step, rows = 'main tbody tr, main .gallery li, main .list li') {
  const links = [...document.querySelectorAll(rows)].map((row) => row.querySelector('a')).filter(Boolean);
  const index = links.indexOf(document.activeElement);
  links[index < 0 ? 0 : Math.min(links.length - 1, Math.max(0, index + step))]?.focus();
}
