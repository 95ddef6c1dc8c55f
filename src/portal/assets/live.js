// Live updates: the server names the topics that may have changed, and htmx updates the parts that listen to them.

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
  stream.addEventListener('change', ({ data }) => update(data.split(' ')));
}

function update(topics) {
  if (topics.includes('world')) {
    location.reload();
    return;
  }
  const paused = document.querySelector('[data-pause]:checked') !== null;
  for (const topic of topics) if (!paused) window.htmx.trigger(document.body, topic);
}

// A hidden page closes its connection: browsers allow few for one server.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    stream?.close();
    stream = undefined;
  } else if (!stream) {
    listen();
    update(['traffic', 'keys', 'deliveries', 'gradings', 'clock']);
  }
});
document.addEventListener('change', ({ target }) => {
  if (target.matches('[data-pause]') && !target.checked) update(['traffic', 'deliveries']);
});

document.documentElement.classList.add('scripted');
listen();
