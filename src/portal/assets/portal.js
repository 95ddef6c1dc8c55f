// What the portal's pages do beyond links and forms: renew themselves, copy, open dialogs, follow the keyboard.

/* Live: the server tells which topics may have changed, and htmx renews the parts that listen to them. */

let stream;

function listen() {
  const address = document.body.dataset.live;
  if (!address || stream || document.hidden) return;
  stream = new EventSource(address);
  let lost = false;
  stream.addEventListener('error', () => {
    lost = true;
    document.body.classList.add('offline');
  });
  stream.addEventListener('open', () => {
    document.body.classList.remove('offline');
    if (lost) location.reload();
  });
  stream.addEventListener('change', ({ data }) => tell(data.split(' ')));
}

function tell(topics) {
  if (topics.includes('world')) {
    location.reload();
    return;
  }
  const paused = document.querySelector('[data-pause]:checked') !== null;
  for (const topic of topics) if (!paused) window.htmx.trigger(document.body, topic);
}

// A hidden page gives its connection back: browsers allow few for one server.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    stream?.close();
    stream = undefined;
  } else if (!stream) {
    listen();
    tell(['traffic', 'keys', 'deliveries', 'gradings', 'clock']);
  }
});
document.addEventListener('change', ({ target }) => {
  if (target.matches('[data-pause]') && !target.checked) tell(['traffic', 'deliveries']);
});

/* Dialogs: open in the page as it comes; made modal here, and taken out of the document when dismissed. */

let opener;

function openDialogs() {
  const [dialog] = document.querySelectorAll('#overlay dialog[open]');
  if (!dialog || dialog.dataset.modal) return;
  dialog.dataset.modal = 'true';
  // Not close(), which would tell, a moment later, that it was dismissed.
  dialog.removeAttribute('open');
  dialog.addEventListener('close', () => dismiss(dialog));
  dialog.showModal();
}

function dismiss(dialog) {
  const { back } = dialog.dataset;
  dialog.remove();
  // The page itself was the dialog's address, or the answer to a form: leave it.
  if (document.body.dataset.dialogPage === 'true') location.replace(back);
  // What opened it may have been renewed meanwhile.
  (document.getElementById(opener?.id) ?? opener)?.focus();
  opener = undefined;
}

document.addEventListener('click', (event) => {
  const dismisser = event.target.closest('[data-dismiss]');
  const dialog = dismisser?.closest('dialog');
  if (!dialog) return;
  event.preventDefault();
  dialog.close();
});
document.addEventListener('htmx:beforeRequest', ({ target }) => {
  opener = target.matches('form') ? target.querySelector('[type=submit]') : target;
});
document.addEventListener('htmx:afterSettle', () => {
  showCopyButtons();
  openDialogs();
});
// A page that the browser keeps for its back button must not keep what was shown once.
window.addEventListener('pagehide', () => document.querySelector('#overlay')?.replaceChildren());

/* Copying. */

function showCopyButtons() {
  for (const button of document.querySelectorAll('[data-copy][hidden]')) button.hidden = false;
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  if (!(await write(source))) return;
  button.textContent = 'Copied';
  setTimeout(() => {
    button.textContent = 'Copy';
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

/* Keyboard: / searches, g and a letter goes to a place, j and k walk through a list. */

let going = false;

document.addEventListener('keydown', (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (target.matches('input, select, textarea') || document.querySelector('dialog[open]')) return;
  if (going) {
    going = false;
    document.querySelector(`nav [data-key="${CSS.escape(key)}"]`)?.click();
  } else if (key === 'g') {
    going = true;
    setTimeout(() => {
      going = false;
    }, 1200);
  } else if (key === '/') {
    const search = document.querySelector('input[type=search]');
    if (!search) return;
    event.preventDefault();
    search.select();
  } else if (key === 'j' || key === 'k') {
    walk(key === 'j' ? 1 : -1);
  }
});

function walk(step) {
  const links = [...document.querySelectorAll('main tbody tr, main .gallery li, main .list li')]
    .map((row) => row.querySelector('a'))
    .filter(Boolean);
  const here = links.indexOf(document.activeElement);
  links[here < 0 ? 0 : Math.min(links.length - 1, Math.max(0, here + step))]?.focus();
}

/* Start. */

document.documentElement.classList.add('scripted');
if (document.querySelector('#overlay dialog')) document.body.dataset.dialogPage = 'true';
showCopyButtons();
openDialogs();
listen();
