// Live updates: the server names the topics that may have changed, and htmx updates the parts that listen to them.

const topics = ['traffic', 'keys', 'targets', 'faults', 'deliveries', 'gradings', 'clock', 'scenarios'];
const RETRY_MS = 1000;

let stream;

function listen() {
  const address = document.body.dataset.live;
  if (!address || stream || document.hidden) return;
  const opened = new EventSource(address);
  stream = opened;
  opened.addEventListener('open', () => {
    document.body.classList.remove('offline', 'signed-out');
  });
  // The server names all topics when the page is out of date.
  opened.addEventListener('change', ({ data }) => update(data.split(' ')));
  opened.addEventListener('error', () => {
    document.body.classList.add('offline');
    // After a response that is no stream, the browser does not try again.
    if (opened.readyState === EventSource.CLOSED) void listenLater(address);
  });
}

async function listenLater(address) {
  stream = undefined;
  const status = await fetch(address, { method: 'HEAD', headers: { accept: 'text/event-stream' } })
    .then((response) => response.status)
    .catch(() => 0);
  document.body.classList.toggle('signed-out', status === 401);
  setTimeout(listen, RETRY_MS);
}

function update(changed) {
  const paused = document.querySelector('[data-pause]:checked') !== null;
  if (changed.includes('world')) {
    // A reload would lose what is typed.
    if (!isEdited()) return location.reload();
    changed = topics;
  }
  for (const topic of changed) if (!paused) window.htmx.trigger(document.body, topic);
}

function isEdited() {
  const fields = [...document.querySelectorAll('main form[method=post] :is(input, textarea)')];
  return fields.some(({ value, defaultValue }) => value !== defaultValue);
}

// What is chosen or checked stays so when its field is updated.
let choices = [];
let checked = [];
document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  choices = [...detail.target.querySelectorAll('select')].map(({ id, value }) => [id, value]);
  checked = [...detail.target.querySelectorAll('input[type=checkbox]:checked')].map(({ id }) => id);
});
document.addEventListener('htmx:afterSettle', () => {
  for (const [id, value] of choices) {
    const select = document.getElementById(id);
    if ([...(select?.options ?? [])].some((option) => option.value === value)) select.value = value;
  }
  for (const id of checked) {
    const box = document.getElementById(id);
    if (box) box.checked = true;
  }
  [choices, checked] = [[], []];
});

// A hidden page closes its connection: browsers allow few for one server.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    stream?.close();
    stream = undefined;
  } else if (!stream) {
    listen();
  }
});
document.addEventListener('change', ({ target }) => {
  if (target.matches('[data-pause]') && !target.checked) update(['traffic', 'deliveries']);
});

document.documentElement.classList.add('scripted');
listen();
